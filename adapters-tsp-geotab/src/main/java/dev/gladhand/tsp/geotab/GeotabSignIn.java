package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.login.SessionRenewer;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Signs in with {@code Authenticate}. The answer names the host on which the database is; it is
 * accepted only if it belongs to Geotab, is the host in the settings, or is allowed by the
 * operator.
 */
record GeotabSignIn(TspApi api, TspHttp http, Predicate<URI> allowed) {
  private static final String SAME_HOST = "ThisServer";

  static Renewer renewer(TspApi api, TspHttp http, Predicate<URI> allowed) {
    return new SessionRenewer(
        GeotabCredentials.SESSION,
        credentials -> credentials.get(GeotabCredentials.PASSWORD) != null,
        new GeotabSignIn(api, http, allowed)::signIn);
  }

  private Renewal signIn(TspAccess tsp, Instant now) {
    var request = GeotabApi.authenticate(api, tsp);
    var secrets = Secrets.of(GeotabCredentials.SCHEMA, tsp.credentials());
    return switch (http.read(request, new Login(Map.of(), secrets), tsp.timeout())) {
      case Exchange.Answered answered -> read(answered, tsp);
      case Exchange.Failed failed -> FailedRead.renewal(failed);
    };
  }

  private Renewal read(Exchange.Answered answered, TspAccess tsp) {
    var id = TspJson.string(answered.json(), "result", "credentials", "sessionId");
    var path = TspJson.string(answered.json(), "result", "path");
    if (id == null || !id.matches("[\\x21-\\x3f\\x41-\\x7e]{1,200}")) {
      return new Renewal.TryLater(
          answered.error(ErrorType.TSP, "the answer holds no session", false));
    }
    var host = Objects.requireNonNullElse(path, SAME_HOST);
    var isHere = host.equals(SAME_HOST);
    if (!isHere && GeotabSettings.base(tsp.settings(), host, allowed) == null) {
      var why = "the database is on a host that does not belong to Geotab";
      return new Renewal.Refused(answered.error(ErrorType.AUTH, why, false));
    }
    var session = isHere ? id : id + "@" + host;
    return new Renewal.Renewed(tsp.credentials().with(GeotabCredentials.SESSION, session));
  }
}
