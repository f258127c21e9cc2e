package dev.gladhand.tsp.motive;

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
 * Signs fleets in by OAuth 2, and refreshes access tokens. An answer may bring the next refresh
 * token, which replaces the one before.
 */
final class MotiveRenewer implements Renewer, Connects {
  /** Renewed this long before it expires, so that no call under way meets its end. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  /** What the writes of this adapter and its look-ups need. */
  private static final List<String> SCOPES =
      List.of(
          "companies.read",
          "users.manage",
          "vehicles.manage",
          "assets.manage",
          "messages.manage",
          "fuel_purchases.manage",
          "groups.manage");

  private final OauthTokens tokens;
  private final OauthApps apps;

  MotiveRenewer(TspHttp http, OauthApps apps) {
    this.tokens =
        new OauthTokens(
            http,
            true,
            MotiveCredentials.ACCESS_TOKEN,
            MotiveCredentials.REFRESH_TOKEN,
            MotiveCredentials.EXPIRES_AT);
    this.apps = apps;
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return credentials.get(MotiveCredentials.REFRESH_TOKEN) != null;
  }

  @Override
  public boolean expired(Credentials credentials, Instant now) {
    if (!renewable(credentials)) {
      return false;
    }
    var until = credentials.get(MotiveCredentials.EXPIRES_AT);
    return credentials.get(MotiveCredentials.ACCESS_TOKEN) == null
        || until == null
        || !now.isBefore(until.minus(EARLY));
  }

  /** By the client in the credentials, or by the operator's where they have none of their own. */
  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    var credentials = tsp.credentials();
    var id = credentials.get(MotiveCredentials.CLIENT_ID);
    var secret = credentials.get(MotiveCredentials.CLIENT_SECRET);
    var usual = endpoint(tsp.settings(), "token");
    var secrets = Secrets.of(MotiveCredentials.SCHEMA, credentials);
    if (id != null && secret != null) {
      var own = new OauthTokens.Client(id, secret);
      return tokens.renew(usual, own, credentials, secrets, tsp.timeout(), now);
    }
    var app = apps.find(new TspId(MotiveAdapter.SLUG)).orElse(null);
    if (app == null) {
      return new Renewal.TryLater(
          new TspError(
              ErrorType.AUTH,
              "Motive was not called: the operator's OAuth application is not set up",
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

  @Override
  public URI signIn(OauthApp app, SignIn asked) {
    return OauthTokens.signIn(endpoint(asked.settings(), "authorize"), app, SCOPES, asked);
  }

  @Override
  public Obtained exchange(OauthApp app, Exchange asked) {
    return tokens.exchange(endpoint(asked.settings(), "token"), app, asked);
  }

  private static String endpoint(Settings settings, String name) {
    return MotiveSettings.base(settings) + "/oauth/" + name;
  }
}
