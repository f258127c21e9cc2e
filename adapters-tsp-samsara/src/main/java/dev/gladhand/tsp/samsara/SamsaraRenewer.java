package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.tsp.Connects;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.OauthApp;
import dev.gladhand.domain.tsp.OauthApps;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspError;
import dev.gladhand.tsp.kit.OauthTokens;
import dev.gladhand.tsp.kit.Secrets;
import dev.gladhand.tsp.kit.TspHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Signs fleets in by OAuth 2, and refreshes access tokens. Each refresh token is good for one use:
 * the answer brings the next.
 */
final class SamsaraRenewer implements Renewer, Connects {
  /** Renewed this long before it expires, so that no call under way meets its end. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  private final OauthTokens tokens;
  private final OauthApps apps;

  SamsaraRenewer(TspHttp http, OauthApps apps) {
    this.tokens =
        new OauthTokens(
            http,
            false,
            SamsaraCredentials.ACCESS_TOKEN,
            SamsaraCredentials.REFRESH_TOKEN,
            SamsaraCredentials.EXPIRES_AT);
    this.apps = apps;
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return credentials.get(SamsaraCredentials.REFRESH_TOKEN) != null;
  }

  @Override
  public boolean expired(Credentials credentials, Instant now) {
    if (!renewable(credentials)) {
      return false;
    }
    var until = credentials.get(SamsaraCredentials.EXPIRES_AT);
    return credentials.get(SamsaraCredentials.ACCESS_TOKEN) == null
        || until == null
        || !now.isBefore(until.minus(EARLY));
  }

  /** By the client in the credentials, or by the operator's where they have none of their own. */
  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    var credentials = tsp.credentials();
    var id = credentials.get(SamsaraCredentials.CLIENT_ID);
    var secret = credentials.get(SamsaraCredentials.CLIENT_SECRET);
    var usual = endpoint(tsp.settings(), "token");
    var secrets = Secrets.of(SamsaraCredentials.SCHEMA, credentials);
    if (id != null && secret != null) {
      var own = new OauthTokens.Client(id, secret);
      return tokens.renew(usual, own, credentials, secrets, tsp.timeout(), now);
    }
    var app = apps.find(new TspId(SamsaraAdapter.SLUG)).orElse(null);
    if (app == null) {
      return new Renewal.TryLater(
          new TspError(
              ErrorType.AUTH,
              "Samsara was not called: the operator's OAuth application is not set up",
              false,
              null));
    }
    var client = new OauthTokens.Client(app.clientId(), app.clientSecret());
    return tokens.renew(
        OauthTokens.tokenUrl(usual, app), client, credentials, secrets, tsp.timeout(), now);
  }

  @Override
  public boolean pkce() {
    return false;
  }

  /** Scopes stand in Samsara's registration of the application. */
  @Override
  public URI signIn(OauthApp app, SignIn asked) {
    return OauthTokens.signIn(endpoint(asked.settings(), "authorize"), app, List.of(), asked);
  }

  @Override
  public Obtained exchange(OauthApp app, Exchange asked) {
    return tokens.exchange(endpoint(asked.settings(), "token"), app, asked);
  }

  private static String endpoint(Settings settings, String name) {
    return SamsaraSettings.base(settings) + "/oauth2/" + name;
  }
}
