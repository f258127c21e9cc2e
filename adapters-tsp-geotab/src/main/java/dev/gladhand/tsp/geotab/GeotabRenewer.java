package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Signs in with {@code Authenticate}. The answer names the host of the database. Only hosts of
 * Geotab, the one in the settings, and those that the operator allows are accepted.
 */
final class GeotabRenewer implements Renewer {
  private static final String SAME_HOST = "ThisServer";

  private final TspApi api;
  private final TspHttp http;
  private final Predicate<URI> allowed;

  GeotabRenewer(TspApi api, TspHttp http, Predicate<URI> allowed) {
    this.api = api;
    this.http = http;
    this.allowed = allowed;
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return credentials.get(GeotabCredentials.PASSWORD) != null;
  }

  /**
   * Whether the session is missing. Geotab does not tell when a session ends, so no other session
   * is known to have expired.
   */
  @Override
  public boolean expired(Credentials credentials, Instant now) {
    return renewable(credentials) && credentials.get(GeotabCredentials.SESSION) == null;
  }

  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    var request = GeotabApi.authenticate(api, tsp);
    var login = new Login(Map.of(), GeotabCredentials.secrets(tsp.credentials()));
    return switch (http.read(request, login, tsp.timeout())) {
      case Exchange.Answered answered -> read(answered, tsp);
      case Exchange.Failed failed -> FailedRead.renewal(failed);
    };
  }

  private Renewal read(Exchange.Answered answered, TspAccess tsp) {
    var id = TspJson.string(answered.json(), "result", "credentials", "sessionId");
    var host = TspJson.string(answered.json(), "result", "path");
    if (id == null || !id.matches("[\\x21-\\x3f\\x41-\\x7e]{1,200}")) {
      return new Renewal.TryLater(
          answered.error(ErrorType.TSP, "the answer holds no session", false));
    }
    if (host == null || host.equals(SAME_HOST)) {
      return renewed(tsp, id);
    }
    return GeotabSettings.base(tsp.settings(), host, allowed) != null
        ? renewed(tsp, id + "@" + host)
        : new Renewal.Refused(
            answered.error(
                ErrorType.AUTH, "the database is on a host that does not belong to Geotab", false));
  }

  private static Renewal renewed(TspAccess tsp, String session) {
    return new Renewal.Renewed(
        new Credentials(tsp.credentials().fields().with(GeotabCredentials.SESSION, session)));
  }
}
