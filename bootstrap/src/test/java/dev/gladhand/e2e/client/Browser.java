package dev.gladhand.e2e.client;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows redirects, sends forms. */
public final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final String site;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;
  private String token = "";
  private String referrer = "";

  public Browser(String site) {
    this(site, HttpClient.Redirect.NORMAL);
  }

  private Browser(String site, HttpClient.Redirect redirect) {
    this.site = site;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(redirect).build();
  }

  /** One that shows where it is sent instead of going there. */
  public static Browser standing(String site) {
    return new Browser(site, HttpClient.Redirect.NEVER);
  }

  /** The next request comes from this page of somebody else's. */
  public Browser from(String page) {
    referrer = page;
    return this;
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(site + path)));
  }

  /** A page as a proxy asks for it that serves the site below a path of its own. */
  public HttpResponse<String> getBelow(String prefix, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(site + path)).header("X-Forwarded-Prefix", prefix));
  }

  /** Sends a form with the token of the page that was seen last. */
  public HttpResponse<String> post(String path, Map<String, String> fields) {
    var all = new LinkedHashMap<>(fields);
    all.putIfAbsent("_csrf", token);
    var form =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return posted(path, form);
  }

  /** Sends a form as it is. */
  public HttpResponse<String> send(Form form) {
    var sent =
        form.fields().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    var path = form.action();
    return form.post() ? posted(path, sent) : get(path.split("\\?", 2)[0] + "?" + sent);
  }

  /** Sends a form with a file in one of its fields. */
  public HttpResponse<String> upload(Form form, String field, String name, String content) {
    var line = "--the-boundary\r\nContent-Disposition: form-data; name=\"";
    var text = new StringBuilder();
    form.fields().stream()
        .filter(each -> !each.getKey().equals(field))
        .forEach(
            each -> text.append(line + each.getKey() + "\"\r\n\r\n" + each.getValue() + "\r\n"));
    text.append(line + field + "\"; filename=\"" + name + "\"\r\nContent-Type: text/csv\r\n\r\n");
    text.append(content).append("\r\n--the-boundary--\r\n");
    return send(
        HttpRequest.newBuilder(URI.create(site + form.action()))
            .header("Content-Type", "multipart/form-data; boundary=the-boundary")
            .POST(HttpRequest.BodyPublishers.ofString(text.toString())));
  }

  /** Presses a button of a page. */
  public HttpResponse<String> press(HttpResponse<String> page, String button) {
    return send(Form.of(page.body(), button));
  }

  private HttpResponse<String> posted(String path, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(site + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  public HttpResponse<String> signIn(String id, String secret) {
    get("/console/sign-in");
    return post("/console/sign-in", Map.of("client_id", id, "client_secret", secret));
  }

  public String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(each -> each.getName().equals(name))
        .map(each -> each.getName() + "=" + each.getValue())
        .collect(Collectors.joining());
  }

  /** What a request with this cookie alone is answered, without following it anywhere. */
  public int status(String path, String cookie) {
    return status(path, cookie, "*/*");
  }

  /** The same for who takes one kind of answer. */
  public int status(String path, String cookie, String accept) {
    var request =
        HttpRequest.newBuilder(URI.create(site + path))
            .header("Cookie", cookie)
            .header("Accept", accept)
            .build();
    try (var plain = HttpClient.newHttpClient()) {
      return plain.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!referrer.isEmpty()) {
      request
          .header("Referer", referrer)
          .header("Origin", referrer.replaceAll("(//[^/]*)/.*", "$1"));
      referrer = "";
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      var found = TOKEN.matcher(response.body());
      if (found.find()) {
        token = found.group(1);
      }
      return response;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
