package dev.gladhand.console.page;

import dev.gladhand.application.audit.Actor;
import io.micronaut.http.HttpRequest;
import java.util.regex.Pattern;

/** Makes the actor that the audit records for a browser's request. */
public final class PageActor {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private PageActor() {}

  /**
   * The actor of a request, with the request's IP address and the id in its {@code X-Request-ID},
   * if that is valid.
   *
   * @param id the id of the client or of the invitation that makes the request
   */
  public static Actor of(HttpRequest<?> request, Actor.Kind kind, String id) {
    var address = request.getRemoteAddress().getAddress().getHostAddress();
    var given = request.getHeaders().get("X-Request-ID");
    var requestId = given != null && REQUEST_ID.matcher(given).matches() ? given : null;
    return new Actor(kind, id, requestId, address);
  }
}
