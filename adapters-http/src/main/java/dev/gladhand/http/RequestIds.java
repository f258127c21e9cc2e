package dev.gladhand.http;

import io.micronaut.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a request: the caller's own where it may be taken over, else a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-ID";
  static final String LOGGED_AS = "request_id";

  private static final String ATTRIBUTE = "gladhand.request-id";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestIds() {}

  /** The same for as long as the request lives. */
  static String of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              var id = fresh(request);
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  private static String fresh(HttpRequest<?> request) {
    var given = request.getHeaders().get(HEADER);
    return given != null && ACCEPTED.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }
}
