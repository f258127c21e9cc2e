package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.NotCalled;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.call.WriteCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Messaging agent of a tenant. A node on which the tenant does not run answers 421 and
 * applies nothing; the tenant is then looked up again, and the call is made once more.
 */
final class SuperOfficeAgent implements WriteCalls {
  private static final String AGENT = "/api/v1/Agents/Messaging/";
  private final TspHttp http;
  private final SuperOfficeTenants tenants;

  SuperOfficeAgent(TspHttp http, SuperOfficeTenants tenants) {
    this.http = http;
    this.tenants = tenants;
  }

  @Override
  public String tsp() {
    return SuperOfficeAdapter.NAME;
  }

  /**
   * A request for a method of the agent, with the base URL from the settings. When it is sent, at
   * SuperOffice Online, the node on which the tenant runs takes the place of this URL if it can be
   * found.
   *
   * @param body null for a method without a body
   */
  static TspRequest request(
      Settings settings, String method, @Nullable Map<String, ? extends @Nullable Object> body) {
    var headers = new LinkedHashMap<String, String>();
    if (body != null) {
      headers.put("Content-Type", "application/json; charset=utf-8");
    }
    headers.put("Accept", "application/json");
    var text = body == null ? null : TspJson.write(body);
    var url = SuperOfficeAddress.of(settings).base() + AGENT + method;
    return new TspRequest(
        "POST", url, headers, SuperOfficeCredentials.LOGINS.headers(), text, text);
  }

  @Override
  public Exchange write(TspRequest request, TspAccess tsp) {
    return call(
        tsp, request, (there, login, timeout) -> http.write(there, login, timeout, tsp.sending()));
  }

  /** Sends a request that changes nothing at SuperOffice. */
  Exchange read(TspRequest request, TspAccess tsp) {
    return call(tsp, request, http::read);
  }

  private interface Caller {
    Exchange call(TspRequest request, Login login, Duration timeout);
  }

  private Exchange call(TspAccess tsp, TspRequest request, Caller caller) {
    var login = SuperOfficeCredentials.LOGINS.of(tsp.credentials());
    if (login == null) {
      return NotCalled.unsigned(tsp(), "the system user has no ticket yet");
    }
    var started = System.nanoTime();
    var address = SuperOfficeAddress.of(tsp.settings());
    var signed = request.signedBy(login.headerNames());
    var path = request.url().substring(request.url().indexOf(AGENT));
    var first = tenants.find(address, left(tsp, started));
    var exchange = at(first, path, signed, login, caller, left(tsp, started));
    if (!(exchange instanceof Exchange.Failed failed && failed.is(421))
        || address.customer() == null) {
      return exchange;
    }
    var second = tenants.findAnew(address, left(tsp, started));
    return at(second, path, signed, login, caller, left(tsp, started));
  }

  private static Exchange at(
      SuperOfficeTenants.Found found,
      String path,
      TspRequest request,
      Login login,
      Caller caller,
      Duration timeout) {
    return switch (found) {
      case SuperOfficeTenants.Found.At(var base) ->
          caller.call(request.at(base + path), login, timeout);
      case SuperOfficeTenants.Found.Not(var failed) -> failed;
    };
  }

  private static Duration left(TspAccess tsp, long started) {
    var left = tsp.timeout().minusNanos(System.nanoTime() - started);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }
}
