package dev.gladhand.testkit.invitation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.invitation.AcceptInvitations;
import dev.gladhand.application.invitation.CodeChallenges;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.ConnectFleets.Result;
import dev.gladhand.application.invitation.InvitationBody;
import dev.gladhand.application.invitation.InvitationLinks;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.SignInFleets;
import dev.gladhand.application.invitation.SignInFleets.Begun;
import dev.gladhand.application.invitation.SignInFleets.Returned;
import dev.gladhand.application.invitation.SignInStates;
import dev.gladhand.application.invitation.TryCredentials;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignInFleetsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final PartnerId PARTNER = new PartnerId(new UUID(7, 1));
  private static final String BROWSER = "the-browser";

  private Instant now = Instant.parse("2026-11-20T08:30:00Z");
  private final InstantSource clock = () -> now;
  private final InMemoryStore store = new InMemoryStore(clock);
  private final InvitationLinks links =
      new InvitationLinks("https://gladhand.example.com", new Random(1));
  private final Audit audit = new Audit(store.auditTrail(), UUID::randomUUID, clock);
  private final SigningTsp tsp = new SigningTsp();

  SignInFleetsTest() {
    store.partners().add(new Partner(PARTNER, "Acme", "acme", "", 1, Set.of(), false, now, now));
    var app = new OauthApp("id", "secret-of-the-app", List.of(), null, null);
    store.oauthApps().put(SigningTsp.ID, app, now);
  }

  /** The use case as one node has it. */
  private SignInFleets node(boolean pkce) {
    var adapters = new Adapters(List.of(tsp.adapter(pkce, store.oauthApps(), clock)));
    var open = new OpenInvitations(store.invitations(), store.partners(), clock, audit);
    var accept =
        new AcceptInvitations(
            open,
            store.invitations(),
            store.connections(),
            new ConnectionLanes(
                store.connections(),
                store.lanes(),
                new LiveConnections(store.connections(), clock),
                store.wakeups()),
            new FleetIds(UUID::randomUUID),
            PartnerCaps.DEFAULT,
            audit);
    var connect =
        new ConnectFleets(
            open,
            accept,
            new TryCredentials(clock, System::nanoTime, TIMEOUT),
            store.connections(),
            adapters,
            new ConnectionBody(adapters, OperatorTargets.NONE),
            UUID::randomUUID);
    return new SignInFleets(
        open,
        connect,
        new SignInStates(store.signIns(), new Random(pkce ? 2 : 3)),
        store.oauthApps(),
        new CodeChallenges(store.secrets()),
        links,
        clock);
  }

  /** The secret of a new link. */
  private String invite(String fleet) {
    var invite =
        new InviteFleets(
            store.invitations(),
            new InvitationBody(
                store.partners(),
                store.connections(),
                new Adapters(List.of()),
                OperatorTargets.NONE),
            links,
            new ClockAndIds(clock, UUID::randomUUID),
            PartnerCaps.DEFAULT,
            audit);
    var link = ok(invite.create(PARTNER, Map.of("fleet_ref", fleet))).view().link();
    return String.valueOf(link).replaceAll(".*=", "");
  }

  private static <T> T ok(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private static void assertUnusable(Answer<Returned> answer) {
    var refused = assertInstanceOf(Answer.Refused.class, answer);
    assertInstanceOf(Refusal.Malformed.class, refused.refusal());
  }

  private static Begun begin(SignInFleets node, String secret) {
    return ok(node.begin(secret, SigningTsp.ID.slug(), BROWSER, Map.of()));
  }

  private static Result finish(SignInFleets node, Begun begun, String secret, String code) {
    var returned = ok(node.takeBack(begun.state(), secret, BROWSER));
    return ok(node.finish(returned, secret, code));
  }

  @Test
  void aTspWithPkceGetsAChallengeAndFromAnotherNodeItsVerifier() {
    var secret = invite("east");
    var begun = begin(node(true), secret);
    var query = SigningTsp.query(begun.url().getRawQuery());
    assertEquals("S256", query.get("code_challenge_method"));
    assertTrue(String.valueOf(query.get("code_challenge")).matches("[A-Za-z0-9_-]{43}"));
    var code = tsp.allow(begun.url());
    assertInstanceOf(Result.Connected.class, finish(node(true), begun, secret, code));
  }

  @Test
  void aCodeThatAnotherSignInBroughtDoesNotFitTheVerifier() {
    var secret = invite("east");
    var node = node(true);
    var stolen = tsp.allow(begin(node, invite("west")).url());
    var result = finish(node, begin(node, secret), secret, stolen);
    var bad = assertInstanceOf(Result.NotTaken.class, result).trial();
    assertEquals(Why.REFUSED, bad.why());
  }

  @Test
  void aTspWithoutPkceGetsNeither() {
    var secret = invite("east");
    var node = node(false);
    var begun = begin(node, secret);
    assertNull(SigningTsp.query(begun.url().getRawQuery()).get("code_challenge"));
    var code = tsp.allow(begun.url());
    assertInstanceOf(Result.Connected.class, finish(node, begun, secret, code));
  }

  @Test
  void aStateIsGoodOnceForTenMinutesAndForItsBrowserAndInvitation() {
    var secret = invite("east");
    var other = invite("west");
    var node = node(true);
    assertUnusable(node.takeBack(begin(node, secret).state(), secret, "another browser"));
    assertUnusable(node.takeBack(begin(node, secret).state(), other, BROWSER));
    assertUnusable(node.takeBack("forged", secret, BROWSER));
    assertUnusable(node.takeBack("", secret, BROWSER));
    assertUnusable(node.takeBack("x".repeat(5000), secret, BROWSER));
    var used = begin(node, secret).state();
    ok(node.takeBack(used, secret, BROWSER));
    assertUnusable(node.takeBack(used, secret, BROWSER));
    var late = begin(node, secret).state();
    now = now.plus(SignInStates.LIFE);
    assertUnusable(node.takeBack(late, secret, BROWSER));
  }
}
