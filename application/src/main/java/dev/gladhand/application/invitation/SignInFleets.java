package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.invitation.ConnectFleets.Result;
import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.application.invitation.TryCredentials.Trial;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.signin.Connects;
import dev.gladhand.domain.signin.Connects.Obtained;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.signin.OauthApps;
import dev.gladhand.domain.tsp.TspAdapter;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends fleets to their TSP to sign in, and handles their return. The state in the URL is valid
 * once, for ten minutes, for the invitation and the browser for which it was made. Blocks; throws
 * {@code StoreUnavailable}; thread-safe.
 */
public final class SignInFleets {
  private final OpenInvitations open;
  private final ConnectFleets connect;
  private final SignInStates states;
  private final OauthApps apps;
  private final CodeChallenges challenges;
  private final InvitationLinks links;
  private final InstantSource clock;

  public SignInFleets(
      OpenInvitations open,
      ConnectFleets connect,
      SignInStates states,
      OauthApps apps,
      CodeChallenges challenges,
      InvitationLinks links,
      InstantSource clock) {
    this.open = open;
    this.connect = connect;
    this.states = states;
    this.apps = apps;
    this.challenges = challenges;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Whether fleets can sign in at this TSP: it supports sign-ins, and the operator has an
   * application there.
   */
  public boolean offers(TspAdapter adapter) {
    return adapter.connects().isPresent() && apps.find(adapter.id()).isPresent();
  }

  /** The origins to which the form that begins a sign-in may lead the browser. */
  public Set<String> leadsTo(Invitation invitation, TspAdapter adapter) {
    var origins = new TreeSet<String>();
    adapter.settings().hosts().forEach(host -> origins.add("https://" + host));
    if (connect.settings(invitation, adapter, Map.of()) instanceof Answer.Ok<Settings>(var fixed)) {
      origins.add(WebOrigins.of(adapter.address(fixed).toString()));
    }
    apps.find(adapter.id())
        .map(OauthApp::authorizeUrl)
        .ifPresent(url -> origins.add(WebOrigins.of(url.toString())));
    return origins;
  }

  /**
   * A sign-in that has begun.
   *
   * @param url where the browser goes
   * @param state the state that the TSP sends back
   */
  public record Begun(URI url, String state) {
    @Override
    public String toString() {
      return "Begun";
    }
  }

  /**
   * Begins a sign-in.
   *
   * @param browser the value by which the browser is recognised
   * @param settings the settings that the fleet adds to the fixed ones
   */
  public Answer<Begun> begin(
      String secret, String slug, String browser, Map<String, @Nullable Object> settings) {
    return open.find(secret)
        .map(Open::invitation)
        .flatMap(
            invitation ->
                connect.takes(invitation)
                    ? connect
                        .choice(invitation, slug)
                        .flatMap(adapter -> begin(invitation, adapter, browser, settings))
                    : OpenInvitations.nothing());
  }

  private Answer<Begun> begin(
      Invitation invitation,
      TspAdapter adapter,
      String browser,
      Map<String, @Nullable Object> settings) {
    var connects = adapter.connects();
    var app = apps.find(adapter.id());
    var back = links.callback();
    if (connects.isEmpty() || app.isEmpty() || back.isEmpty()) {
      return OpenInvitations.nothing();
    }
    return connect
        .settings(invitation, adapter, settings)
        .map(
            read -> {
              var state = states.begin(invitation.id(), adapter.id(), browser, settings);
              var challenge = connects.get().pkce() ? challenges.challenge(state) : null;
              var asked = new Connects.SignIn(read, back.get(), state, challenge);
              return new Begun(connects.get().signIn(app.get(), asked), state);
            });
  }

  /** A sign-in whose state the browser has brought back. */
  public record Returned(Open open, TspAdapter adapter, SignIns.SignIn signIn, String state) {
    @Override
    public String toString() {
      return "Returned";
    }
  }

  /**
   * Finds the sign-in to which a state belongs. The state is then no longer valid.
   *
   * @param secret the secret of the invitation's link, with which the browser began the sign-in
   * @param browser the value by which the browser is recognised
   */
  public Answer<Returned> takeBack(String state, String secret, String browser) {
    var taken = states.take(state, browser);
    if (taken.isEmpty()) {
      return unusable();
    }
    var signIn = taken.get();
    return open.find(secret)
        .flatMap(
            opened ->
                opened.invitation().id().equals(signIn.invitation())
                    ? connect
                        .choice(opened.invitation(), signIn.tsp().slug())
                        .map(adapter -> new Returned(opened, adapter, signIn, state))
                    : unusable());
  }

  private static <T> Answer<T> unusable() {
    return Answer.refused(
        new Refusal.Malformed("the sign-in is unknown, has expired, or was used already"));
  }

  /** Exchanges the code of the TSP for credentials, tests them, and stores the connection. */
  public Answer<Result> finish(Returned returned, String secret, String code) {
    var adapter = returned.adapter();
    var connects = adapter.connects();
    var app = apps.find(adapter.id());
    var back = links.callback();
    if (connects.isEmpty() || app.isEmpty() || back.isEmpty()) {
      return unusable();
    }
    var invitation = returned.open().invitation();
    return connect
        .settings(invitation, adapter, returned.signIn().settings())
        .flatMap(
            settings ->
                switch (exchanged(
                    connects.get(), app.get(), back.get(), settings, returned, code)) {
                  case Obtained.Failed(var error, var refused) ->
                      Answer.ok(
                          new Result.NotTaken(
                              new Trial.Bad(why(error.type(), refused), error.details())));
                  case Obtained.Tokens(var credentials) ->
                      connect.keep(secret, invitation, adapter, credentials, settings);
                });
  }

  private Obtained exchanged(
      Connects connects,
      OauthApp app,
      URI back,
      Settings settings,
      Returned returned,
      String code) {
    var verifier = connects.pkce() ? challenges.verifier(returned.state()) : null;
    return connects.exchange(
        app,
        new Connects.Exchange(settings, back, code, verifier, connect.timeout(), clock.instant()));
  }

  private static Why why(ErrorType type, boolean refused) {
    if (refused) {
      return Why.REFUSED;
    }
    return type == ErrorType.NETWORK ? Why.UNREACHABLE : Why.FAILED;
  }
}
