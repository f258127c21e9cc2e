package dev.gladhand.tsp.kit.login;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.signin.Connects;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.signin.OauthApps;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.NotCalled;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.call.TspHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Signs fleets in with OAuth 2's authorization code, and renews the tokens of {@link
 * OauthCredentials}. An answer may contain a new refresh token, which replaces the one before.
 * Thread-safe.
 */
public final class OauthSignIns implements Renewer, Connects {
  /**
   * How long before it expires an access token is renewed, so that it does not expire during a
   * call.
   */
  private static final Duration EARLY = Duration.ofSeconds(60);

  private final Terms terms;
  private final CredentialsSchema schema;
  private final OauthTokens tokens;
  private final OauthApps apps;

  /**
   * How one TSP uses OAuth 2.
   *
   * @param name the name of the TSP as it is shown to people
   * @param endpoints the URL before {@code /authorize} and {@code /token}, such as {@code
   *     https://api.example.com/oauth2}
   * @param clientInBody whether the client's id and secret are sent in the form; otherwise they are
   *     sent with HTTP Basic
   * @param scopes the scopes to ask for if the operator names none; empty if the registration of
   *     the application defines them
   * @param pkce whether the TSP documents the code challenge of PKCE (S256)
   */
  public record Terms(
      TspId tsp,
      String name,
      Function<Settings, String> endpoints,
      boolean clientInBody,
      List<String> scopes,
      boolean pkce) {
    public Terms {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * @param schema says which of the credentials are secret
   * @param apps the operator's applications, through which fleets sign in
   */
  public OauthSignIns(Terms terms, CredentialsSchema schema, TspHttp http, OauthApps apps) {
    this.terms = terms;
    this.schema = schema;
    this.tokens = new OauthTokens(http, terms.clientInBody());
    this.apps = apps;
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return credentials.get(OauthCredentials.REFRESH_TOKEN) != null;
  }

  @Override
  public boolean expired(Credentials credentials, Instant now) {
    if (!renewable(credentials)) {
      return false;
    }
    var until = credentials.get(OauthCredentials.EXPIRES_AT);
    return credentials.get(OauthCredentials.ACCESS_TOKEN) == null
        || until == null
        || !now.isBefore(until.minus(EARLY));
  }

  /**
   * Renews the access token as the OAuth client that the credentials contain or, if they contain
   * none, as the operator's application.
   */
  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    var credentials = tsp.credentials();
    var id = credentials.get(OauthCredentials.CLIENT_ID);
    var secret = credentials.get(OauthCredentials.CLIENT_SECRET);
    var usual = endpoint(tsp.settings(), "token");
    var secrets = Secrets.of(schema, credentials);
    if (id != null && secret != null) {
      var own = new OauthTokens.Client(id, secret);
      return tokens.renew(usual, own, credentials, secrets, tsp.timeout(), now);
    }
    var app = apps.find(terms.tsp()).orElse(null);
    if (app == null) {
      return new Renewal.TryLater(
          NotCalled.error(
              ErrorType.AUTH, terms.name(), "the operator's OAuth application is not set up"));
    }
    var client = new OauthTokens.Client(app.clientId(), app.clientSecret());
    return tokens.renew(
        OauthTokens.tokenUrl(usual, app), client, credentials, secrets, tsp.timeout(), now);
  }

  @Override
  public boolean pkce() {
    return terms.pkce();
  }

  @Override
  public URI signIn(OauthApp app, SignIn asked) {
    return OauthTokens.signIn(endpoint(asked.settings(), "authorize"), app, terms.scopes(), asked);
  }

  @Override
  public Obtained exchange(OauthApp app, Exchange asked) {
    return tokens.exchange(endpoint(asked.settings(), "token"), app, asked);
  }

  private String endpoint(Settings settings, String name) {
    return terms.endpoints().apply(settings) + "/" + name;
  }
}
