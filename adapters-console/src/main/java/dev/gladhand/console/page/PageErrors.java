package dev.gladhand.console.page;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Completes every answer below {@code /console} and {@code /connect}: adds the security headers,
 * and gives each error a page, including errors of the framework.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(PageErrors.OUTERMOST)
final class PageErrors {
  /** The order that wraps this filter around all others, so that it sees the final response. */
  static final int OUTERMOST = -200;

  /**
   * An attribute of a response: the further sites to which its forms may lead, as origins in the
   * syntax of a Content-Security-Policy.
   */
  static final String FORMS_LEAD_TO = "gladhand.forms-lead-to";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private static final Map<Integer, String> WHY =
      Map.of(
          400, "The address is malformed.",
          403, "This is not allowed.",
          404, "There is no such page, or it is not yours.",
          405, "This page does not support the method of the request.",
          413, "The request is too long.",
          415, "The body must be a form.");

  private static final String NOT_READ =
      "The node cannot answer at the moment, for example because the store cannot be reached; try again.";

  /**
   * The answer to a form while the store cannot be reached. It does not say that nothing was
   * changed, because the change may have been committed and only the store's answer lost.
   */
  private static final String NOT_DONE =
      "The node cannot answer at the moment. Your request may have been carried out: look before you repeat it.";

  private final Pages pages;
  private final Messages words;

  PageErrors(Pages pages, Messages words) {
    this.pages = pages;
    this.words = words;
  }

  /**
   * Whether the path belongs to the console or to the pages for fleets. The filter compares the
   * path itself and has no pattern for it: with one filter that is not for every path, the
   * framework sorts all filters at each request.
   */
  private static boolean isOfPage(String path) {
    return path.equals("/") || isBelow("/console", path) || isBelow("/connect", path);
  }

  private static boolean isBelow(String root, String path) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (!isOfPage(request.getPath())) {
      return;
    }
    var headers = response.getHeaders();
    if (response.code() == 401) {
      signIn(request, response);
    } else if (response.code() >= 400 && !isPage(response)) {
      tell(request, response);
    }
    var forms = response.getAttribute(FORMS_LEAD_TO, String.class).orElse("");
    headers.set("Content-Security-Policy", forms.isEmpty() ? POLICY : POLICY + " " + forms);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private static boolean isPage(HttpResponse<?> response) {
    var type = response.getHeaders().get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("text/html");
  }

  /**
   * Redirects a browser in which nobody is signed in to the sign-in page; after a GET, that page
   * leads to the requested page afterwards.
   */
  private void signIn(HttpRequest<?> request, MutableHttpResponse<?> response) {
    var next =
        request.getMethodName().equals("GET")
            ? "?next=" + Inputs.escape(request.getUri().getRawPath() + query(request))
            : "";
    replace(response, new byte[0]);
    response
        .status(303)
        .header(HttpHeaders.LOCATION, pages.at(request, "/console/sign-in" + next))
        .getHeaders()
        .remove(HttpHeaders.WWW_AUTHENTICATE);
  }

  private static String query(HttpRequest<?> request) {
    var query = request.getUri().getRawQuery();
    return query == null ? "" : "?" + query;
  }

  private void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    var why =
        response
            .getAttribute(Stopped.WHY, String.class)
            .orElseGet(() -> why(request, response.code()));
    var page =
        request.getPath().startsWith("/connect")
            ? ofFleet(response.code(), why)
            : ofConsole(response.code(), why);
    replace(response, pages.write(request, page, ""));
  }

  static String why(HttpRequest<?> request, int code) {
    if (code == 503) {
      // The return from a provider's sign-in is a GET, but it connects the fleet.
      var reads =
          request.getMethodName().equals("GET")
              && !request.getPath().startsWith("/connect/callback");
      return reads ? NOT_READ : NOT_DONE;
    }
    return WHY.getOrDefault(code, "The node could not answer because of an internal error.");
  }

  private static Page ofConsole(int code, String why) {
    return Page.alone(
        code == 404 ? "Not found" : "Error " + code,
        List.of(Block.bad(why), new Block.Links(new Cell.Link("/console", "Flow"))));
  }

  /**
   * The page of an error for fleets. A 404 gets the page for unusable links, the same for all
   * addresses.
   */
  private Page ofFleet(int code, String why) {
    return code == 404
        ? Page.alone(words.get("connect_dead_title"), List.of(Block.bad(words.get("connect_dead"))))
        : Page.alone("Error " + code, List.of(Block.bad(why)));
  }

  @SuppressWarnings("unchecked") // The body is bytes from here on, whatever it was before.
  private static void replace(MutableHttpResponse<?> response, byte[] page) {
    ((MutableHttpResponse<byte[]>) response)
        .contentType(Pages.TYPE)
        .contentLength(page.length)
        .body(page);
  }

  /**
   * Keeps the reason of a {@link Stop}, from which {@link PageErrors} makes the page at the end.
   */
  @Singleton
  static final class Stopped implements ExceptionHandler<Stop, HttpResponse<?>> {
    static final String WHY = "gladhand.why";

    @Override
    @SuppressWarnings("rawtypes") // The framework's interface uses the raw type.
    public HttpResponse<?> handle(HttpRequest request, Stop stop) {
      var response = HttpResponseFactory.INSTANCE.<byte[]>status(stop.status(), "");
      response.setAttribute(WHY, stop.why());
      return response;
    }
  }
}
