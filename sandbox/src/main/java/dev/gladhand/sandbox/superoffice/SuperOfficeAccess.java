package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the credentials of requests: user and password by HTTP Basic (on site only), tickets
 * (online only together with the application's token), and bearer tokens.
 */
final class SuperOfficeAccess {
  private final Supplier<SuperOfficeSettings> settings;
  private final InstantSource clock;
  private final Map<String, Instant> tickets = new HashMap<>();

  SuperOfficeAccess(Supplier<SuperOfficeSettings> settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The answer that refuses the request; null if the request is allowed. */
  @Nullable Answer refusal(Request request, boolean online) {
    String authorization = request.header("Authorization");
    int space = authorization == null ? -1 : authorization.indexOf(' ');
    if (authorization == null || space < 0) {
      return unauthorized(request);
    }
    String credential = authorization.substring(space + 1).strip();
    boolean known =
        switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
          case "basic" -> !online && credential.equals(basic());
          case "soticket" -> isTicket(credential) && (!online || hasAppToken(request));
          case "bearer" -> credential.equals(settings.get().bearerToken());
          default -> false;
        };
    return known ? null : unauthorized(request);
  }

  synchronized void give(String ticket) {
    tickets.put(ticket, clock.instant().plusSeconds(settings.get().ticketSeconds()));
  }

  synchronized void expireTickets() {
    tickets.clear();
  }

  /** Whether the ticket is valid; each use extends its lifetime. */
  private synchronized boolean isTicket(String ticket) {
    if (ticket.equals(settings.get().ticket())) {
      return true;
    }
    Instant until = tickets.get(ticket);
    if (until == null || !clock.instant().isBefore(until)) {
      tickets.remove(ticket);
      return false;
    }
    give(ticket);
    return true;
  }

  private boolean hasAppToken(Request request) {
    return Objects.equals(request.header("SO-AppToken"), settings.get().appToken());
  }

  private String basic() {
    String plain = settings.get().username() + ":" + settings.get().password();
    return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer unauthorized(Request request) {
    return SuperOfficeAnswers.error(request, 401, "Authentication failed", null)
        .with("WWW-Authenticate", "SoTicket")
        .with("WWW-Authenticate", "Bearer");
  }
}
