package dev.gladhand.http.request;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each request an id: the one that the caller sent if it is valid, otherwise a new one. */
@Singleton
public final class RequestIds {
  public static final String HEADER = "X-Request-ID";
  public static final String LOGGED_AS = "request_id";

  private static final String ATTRIBUTE = "gladhand.request-id";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /** The id of a request; it does not change. */
  public String of(HttpRequest<?> request) {
    var known = known(request);
    if (known != null) {
      return known;
    }
    var given = request.getHeaders().get(HEADER);
    var id =
        given != null && ACCEPTED.matcher(given).matches()
            ? given
            // Random, because a counter would tell each partner how much the others send.
            : UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** Whether the id came from the caller. */
  public boolean named(HttpRequest<?> request) {
    return of(request).equals(request.getHeaders().get(HEADER));
  }

  /** The id of a call, which always has one. */
  public static String of(Call call) {
    var known = known(call.request());
    return known == null ? "" : known;
  }

  private static @Nullable String known(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class).orElse(null);
  }
}
