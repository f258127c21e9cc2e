package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The page of an operation tells what it waited for and how long, and how it was settled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleTimelineTest {
  private static final Pattern STEP =
      Pattern.compile("(?s)<td>(Accepted|Waited|Attempt \\d began|Settled|Not settled|Ended)\\s");

  /** More than the shortest wait that is told. */
  private static final Duration WORTH_TELLING = Duration.ofMillis(300);

  @Parameter private Stores.Kind kind;
  private World world;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
  }

  private static String page(Partner partner, String connection, String id) {
    var browser = new Browser(partner.url());
    browser.signIn(partner.clientId(), partner.clientSecret());
    return browser.get("/console/operations/" + connection + "/" + id).body();
  }

  private static void assertWaited(String page, String why) {
    var row = "(?s)<td>Waited\\s.{0,200}>" + why + "<.{0,200}for [0-9].{0,100}until.{0,200}<time ";
    assertTrue(Pattern.compile(row).matcher(page).find(), () -> why + " is not told: " + page);
  }

  /** The steps of the timeline by time; the same one again counts once. */
  private static void assertInTurn(String page, String... steps) {
    var shown = new ArrayList<String>();
    STEP.matcher(page)
        .results()
        .map(found -> found.group(1))
        .filter(step -> shown.isEmpty() || !step.equals(shown.getLast()))
        .forEach(shown::add);
    assertTrue(Collections.indexOfSubList(shown, List.of(steps)) >= 0, () -> shown + " in " + page);
  }

  private String updated(Fleet fleet, String name) {
    var update = Sample.VEHICLE_UPDATE;
    var body = fleet.fill(update.body().replace("Truck One", name));
    var made = fleet.partner().send("PATCH", fleet.fill(update.path()), body).expect(202).json();
    return made.get("id").asText();
  }

  @Test
  void aFailedAttemptIsFollowedByAWaitAndWhatComesAfterWaitsForIt() {
    var fleet = Fleet.atSamsara(world, "Waits Inc");
    var name = "Waits " + Fleet.number();
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.respond(503, "{}")).provider("samsara").contains(name));
    var first = updated(fleet, name);
    var second = updated(fleet, "After " + Fleet.number());
    fleet.settle();
    var page = page(fleet.partner(), fleet.connection(), first);
    assertWaited(page, "backoff");
    assertInTurn(page, "Attempt 1 began", "Waited", "Attempt 2 began");
    assertInTurn(page, "Settled", "Ended");
    assertWaited(page(fleet.partner(), fleet.connection(), second), "earlier_write");
  }

  @Test
  void whatWaitsForCredentialsOrForTheProvidersLimitTellsHowLong() {
    var fleet = Fleet.atSamsara(world, "Lost Inc");
    var at = Route.C + "/" + fleet.connection();
    var partner = fleet.partner();
    partner.send("PATCH", at, "{\"credentials\":{\"api_token\":\"wrong-token\"}}").expect(200);
    var lost = message(fleet, "lost " + Fleet.number());
    Await.until(
        "the lane is parked",
        Partner.SOON,
        () -> !partner.get(at).expect(200).json().at("/lane/parked").isNull());
    var meanwhile = message(fleet, "meanwhile " + Fleet.number());
    var accepted = Instant.now();
    Await.until(
        "it has waited long enough to be told",
        Partner.SOON,
        () -> Instant.now().isAfter(accepted.plus(WORTH_TELLING)));
    partner
        .send("PATCH", at, "{\"credentials\":{\"api_token\":\"samsara-sandbox-token\"}}")
        .expect(200);
    partner.ended(fleet.connection(), lost);
    partner.ended(fleet.connection(), meanwhile);
    var slow =
        "{\"settings\":{\"base_url\":\"%s\",\"rate_limit\":{\"per_minute\":30}}}"
            .formatted(world.sandbox().samsaraUrl());
    partner.send("PATCH", at, slow).expect(200);
    var limited = "";
    for (var i = 0; i < 4; i++) {
      limited = message(fleet, "limited " + Fleet.number());
    }
    fleet.settle();
    // The first may have got no answer in time, and be looked up.
    assertWaited(page(partner, fleet.connection(), lost), "(?:credentials|settling)");
    assertWaited(page(partner, fleet.connection(), meanwhile), "credentials");
    assertWaited(page(partner, fleet.connection(), limited), "rate_limit");
  }

  @Test
  void whatWaitedForAPausedConnectionTellsHowLong() {
    var fleet = Fleet.atSamsara(world, "Paused Inc");
    var at = Route.C + "/" + fleet.connection();
    var partner = fleet.partner();
    var oneAtATime =
        "{\"settings\":{\"base_url\":\"%s\",\"max_concurrency\":1}}"
            .formatted(world.sandbox().samsaraUrl());
    partner.send("PATCH", at, oneAtATime).expect(200);
    var before = "before " + Fleet.number();
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(new Fault.Delay(Duration.ofMillis(500), true)).contains(before));
    var first = message(fleet, before);
    var waiting = message(fleet, "paused " + Fleet.number());
    partner.send("POST", at + "/pause", "").expect(200);
    // As long as this goes on, nothing waits for the connection.
    partner.ended(fleet.connection(), first);
    var paused = Instant.now();
    Await.until(
        "it has waited long enough to be told",
        Partner.SOON,
        () -> Instant.now().isAfter(paused.plus(WORTH_TELLING)));
    partner.send("POST", at + "/activate", "").expect(200);
    partner.ended(fleet.connection(), waiting);
    assertWaited(page(partner, fleet.connection(), waiting), "paused");
  }

  @Test
  void howAnUnknownOutcomeWasSettledIsTold() {
    var fleet = Fleet.atSamsara(world, "Settled Inc");
    var found = "found " + Fleet.number();
    var absent = "absent " + Fleet.number();
    var open = "open " + Fleet.number();
    var faults = world.sandbox().faults();
    faults.add(FaultRule.once(Fault.reset(Fault.When.AFTER_APPLYING)).contains(found));
    faults.add(FaultRule.once(Fault.reset(Fault.When.AFTER_READING)).contains(absent));
    faults.add(FaultRule.once(Fault.applyThenHang()).contains(open));
    var applied = message(fleet, found);
    // To another driver: of two to one driver, an open one may leave the other undecided.
    var repeated = message(fleet, "ben", absent);
    var partner = fleet.partner();
    var other = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    var recipient =
        partner.references(other, List.of(Fleet.reference("user", "+4790000001"))).getFirst();
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(other, recipient, open);
    var left = partner.send("POST", Sample.MESSAGE.path(), body).expect(202).json();
    var unknown = partner.ended(other, left.get("id").asText());
    assertEquals("unknown", unknown.get("outcome").asText());
    var nobody = page(partner, other, left.get("id").asText());
    assertTrue(nobody.contains("Look at the provider, then retry it"), nobody);
    assertInTurn(nobody, "Attempt 1 began", "Not settled");
    fleet.settle();
    var seen = page(partner, fleet.connection(), applied);
    assertTrue(seen.contains("A look-up found it at the provider."), seen);
    assertWaited(seen, "settling");
    assertInTurn(seen, "Attempt 1 began", "Waited", "Settled", "Ended");
    var again = page(partner, fleet.connection(), repeated);
    assertTrue(again.contains("absent at the provider, so it is sent again."), again);
    assertWaited(again, "settling");
    assertInTurn(again, "Attempt 1 began", "Waited", "Settled", "Waited", "Attempt 2 began");
  }

  private String message(Fleet fleet, String text) {
    return message(fleet, "ana", text);
  }

  private String message(Fleet fleet, String driver, String text) {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(fleet.connection(), fleet.id(driver), text);
    return fleet
        .partner()
        .send("POST", Sample.MESSAGE.path(), body)
        .expect(202)
        .json()
        .get("id")
        .asText();
  }
}
