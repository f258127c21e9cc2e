package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Messaging agent of a tenant. A wrong node answers 421 and has applied nothing; the call
 * is then made to the right node.
 */
final class SuperOfficeAgent {
  static final String AGENT = "/api/v1/Agents/Messaging/";

  private final TspHttp http;
  private final SuperOfficeTenants tenants;

  SuperOfficeAgent(TspHttp http, SuperOfficeTenants tenants) {
    this.http = http;
    this.tenants = tenants;
  }

  /** The agent's answer, or the outcome if the agent was not reached. */
  sealed interface Reply {
    record Answer(Exchange.Answered answered) implements Reply {}

    record None(Outcome outcome) implements Reply {}
  }

  /**
   * The request in the form that it has for the address in the settings.
   *
   * @param body null for a method without a body
   */
  static TspRequest request(
      String base,
      String method,
      @Nullable Map<String, ? extends @Nullable Object> body,
      List<String> secretHeaders) {
    var headers = new LinkedHashMap<String, String>();
    if (body != null) {
      headers.put("Content-Type", "application/json; charset=utf-8");
    }
    headers.put("Accept", "application/json");
    var text = body == null ? null : TspJson.write(body);
    return new TspRequest("POST", base + AGENT + method, headers, secretHeaders, text, text);
  }

  Reply write(TspAccess tsp, String method, Map<String, ? extends @Nullable Object> body) {
    return call(
        tsp,
        method,
        body,
        (request, login, timeout) -> http.write(request, login, timeout, tsp.sending()));
  }

  /** Calls a method that has no body and changes nothing. */
  Reply read(TspAccess tsp, String method) {
    return call(tsp, method, null, http::read);
  }

  private interface Caller {
    Exchange call(TspRequest request, Login login, Duration timeout);
  }

  private Reply call(
      TspAccess tsp,
      String method,
      @Nullable Map<String, ? extends @Nullable Object> body,
      Caller caller) {
    var login = SuperOfficeCredentials.login(tsp.credentials());
    if (login == null) {
      return new Reply.None(noTicket());
    }
    var started = System.nanoTime();
    var address = SuperOfficeAddress.of(tsp.settings());
    var first = tenants.find(address, left(tsp, started));
    var reply = at(first, method, body, login, caller, left(tsp, started));
    if (!reply.misdirected() || address.customer() == null) {
      return reply.asReply();
    }
    var second = tenants.findAnew(address, left(tsp, started));
    return at(second, method, body, login, caller, left(tsp, started)).asReply();
  }

  private record Tried(@Nullable Exchange exchange, @Nullable Outcome outcome) {
    boolean misdirected() {
      return exchange instanceof Exchange.Failed failed && failed.is(421);
    }

    Reply asReply() {
      return switch (exchange) {
        case Exchange.Answered answered -> new Reply.Answer(answered);
        case Exchange.Failed failed -> new Reply.None(failed.outcome());
        case null -> new Reply.None(java.util.Objects.requireNonNull(outcome));
      };
    }
  }

  private static Tried at(
      SuperOfficeTenants.Found found,
      String method,
      @Nullable Map<String, ? extends @Nullable Object> body,
      Login login,
      Caller caller,
      Duration timeout) {
    return switch (found) {
      case SuperOfficeTenants.Found.At(var base) ->
          new Tried(
              caller.call(request(base, method, body, login.headerNames()), login, timeout), null);
      case SuperOfficeTenants.Found.Not(var outcome) -> new Tried(null, outcome);
    };
  }

  private static Duration left(TspAccess tsp, long started) {
    var left = tsp.timeout().minusNanos(System.nanoTime() - started);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  private static Outcome noTicket() {
    var error =
        new TspError(
            ErrorType.AUTH,
            "SuperOffice was not called: the system user has no ticket yet",
            false,
            null);
    return Outcome.rejected(error, new Retry.NewCredentials());
  }
}
