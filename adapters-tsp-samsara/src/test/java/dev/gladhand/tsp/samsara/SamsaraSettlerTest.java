package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.SourceId;
import dev.gladhand.domain.tsp.Progress;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamsaraSettlerTest {
  private static final Instant BEGUN = Samsara.NOW.minusSeconds(30);
  private final Samsara samsara = new Samsara();

  private Settlement settle(Write<Payload> write, Instant begun) {
    return samsara.adapter.settler().orElseThrow().settle(write, begun, samsara.access());
  }

  private Write<Payload> group() {
    return samsara.create(
        Resource.GROUP_MESSAGE,
        "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@1\",\"@2\"],\"message_text\":\"hi\"}");
  }

  private static String sent(long driver, String text, Instant at) {
    return "{\"driverId\":"
        + driver
        + ",\"text\":\""
        + text
        + "\",\"sentAtMs\":"
        + at.toEpochMilli()
        + "}";
  }

  @Test
  void findsTheDriversThatGotTheMessage() {
    samsara.calls.reply(
        200,
        "{\"data\":["
            + sent(2, "hi", BEGUN.plusMillis(300))
            + ","
            + sent(1, "other", BEGUN.plusMillis(300))
            + ","
            + sent(1, "hi", BEGUN.minusSeconds(121))
            + "]}");

    var write = group();
    var applied = assertInstanceOf(Settlement.Applied.class, settle(write, BEGUN));

    assertEquals(
        List.of(RecipientResult.delivered(write.payload().recipients().get(1))),
        applied.recipients());
    assertEquals(
        List.of("GET https://api.samsara.com/v1/fleet/messages?durationMs=150000"),
        samsara.calls.lines());
  }

  @Test
  void takesTheSameMessageOfAMinuteBeforeForAnotherOne() {
    samsara.calls.reply(
        200,
        "{\"data\":[" + sent(1, "hi", BEGUN.minusSeconds(20)) + "]}",
        "date",
        "Fri, 20 Nov 2026 08:30:00 GMT");
    assertEquals(new Settlement.NotApplied(), settle(group(), BEGUN));
  }

  @Test
  void looksAroundTheTimeOfAnAttemptOfLongAgo() {
    samsara.calls.reply(200, "{\"data\":[]}");
    var begun = Samsara.NOW.minus(Duration.ofHours(9));
    assertEquals(new Settlement.NotApplied(), settle(group(), begun));
    assertEquals(
        "GET https://api.samsara.com/v1/fleet/messages?endMs="
            + begun.plus(Duration.ofHours(1)).toEpochMilli()
            + "&durationMs=7200000",
        samsara.calls.lines().getFirst());
  }

  @Test
  void readsTheClockOfTheTsp() {
    // Their clock is an hour behind ours.
    samsara.calls.reply(
        200,
        "{\"data\":[" + sent(1, "hi", BEGUN.minus(Duration.ofHours(1)).plusSeconds(1)) + "]}",
        "date",
        "Fri, 20 Nov 2026 07:30:00 GMT");
    assertInstanceOf(Settlement.Applied.class, settle(group(), BEGUN));
  }

  @Test
  void waitsForAListThatLags() {
    samsara
        .calls
        .reply(200, "{\"data\":[]}")
        .reply(200, "{\"data\":[]}")
        .reply(200, "<html>")
        .reply(500, "");
    assertInstanceOf(Settlement.TryLater.class, settle(group(), Samsara.NOW.minusSeconds(2)));
    assertEquals(new Settlement.NotApplied(), settle(group(), BEGUN));
    assertInstanceOf(Settlement.TryLater.class, settle(group(), BEGUN));
    assertInstanceOf(Settlement.TryLater.class, settle(group(), BEGUN));
  }

  @Test
  void waitsForTheRestOfAListThatLags() {
    var begun = Samsara.NOW.minusSeconds(2);
    var one = sent(1, "hi", begun.plusMillis(1));
    samsara.calls.reply(200, "{\"data\":[" + one + "]}");
    assertInstanceOf(Settlement.TryLater.class, settle(group(), begun));
    samsara.calls.reply(200, "{\"data\":[" + one + "," + sent(2, "hi", begun.plusMillis(1)) + "]}");
    assertEquals(
        2, assertInstanceOf(Settlement.Applied.class, settle(group(), begun)).recipients().size());
  }

  @Test
  void findsADriverByExternalId() {
    var write = samsara.create(Resource.USER, "{\"username\":\"a\",\"first_name\":\"A\"}");
    samsara
        .calls
        .reply(200, "{\"data\":{\"id\":\"42\"}}")
        .reply(404, "{}")
        .reply(502, "")
        .reply(200, "{}");
    assertEquals(new Settlement.Applied(new SourceId("42"), List.of()), settle(write, BEGUN));
    assertEquals(new Settlement.NotApplied(), settle(write, BEGUN));
    assertInstanceOf(Settlement.TryLater.class, settle(write, BEGUN));
    assertInstanceOf(Settlement.CannotTell.class, settle(write, BEGUN));
    assertEquals(
        "GET https://api.samsara.com/fleet/drivers/gladhand:" + Samsara.KEY,
        samsara.calls.lines().getFirst());
  }

  @Test
  void goesOnWithTheSecondStepOfADriver() {
    var write =
        samsara.create(
            Resource.USER, "{\"username\":\"a\",\"first_name\":\"A\",\"is_active\":false}");
    samsara
        .calls
        .reply(200, "{\"data\":{\"id\":\"42\",\"driverActivationStatus\":\"active\"}}")
        .reply(200, "{\"data\":{\"id\":\"42\",\"driverActivationStatus\":\"active\"}}")
        .reply(200, "{\"data\":{\"id\":\"42\",\"driverActivationStatus\":\"deactivated\"}}");
    var made = Progress.NONE.next(new SourceId("42"));
    assertEquals(new Settlement.Progressed(made), settle(write, BEGUN));
    assertEquals(new Settlement.NotApplied(), settle(Samsara.at(write, made), BEGUN));
    assertEquals(
        new Settlement.Applied(new SourceId("42"), List.of()),
        settle(Samsara.at(write, made), BEGUN));
  }

  @Test
  void findsAnAssetByTheIdItselfAndNotByTheFilterAlone() {
    var write =
        samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\",\"external_id\":\"T-1\"}");
    samsara
        .calls
        .reply(200, "{\"data\":[{\"id\":\"5\",\"externalIds\":{\"gladhand\":\"T-1\"}}]}")
        .reply(
            200,
            "{\"data\":[{\"id\":\"6\",\"externalIds\":{\"gladhand\":\"T-2\"}},{\"id\":\"7\"}]}")
        .reply(200, "{\"data\":[]}")
        .reply(
            200,
            "{\"data\":[{\"id\":\"5\",\"externalIds\":{\"gladhand\":\"T-1\"},\"createdAtTime\":\"2026-01-01T00:00:00Z\"}]}");
    assertEquals(new Settlement.Applied(new SourceId("5"), List.of()), settle(write, BEGUN));
    assertInstanceOf(Settlement.CannotTell.class, settle(write, BEGUN));
    assertEquals(new Settlement.NotApplied(), settle(write, BEGUN));
    assertEquals(new Settlement.NotApplied(), settle(write, BEGUN));
  }

  @Test
  void cannotTellWhereNothingCanBeRead() {
    assertInstanceOf(
        Settlement.CannotTell.class,
        settle(samsara.create(Resource.FUEL_TRANSACTION, "{}"), BEGUN));
    assertInstanceOf(
        Settlement.CannotTell.class, settle(samsara.create(Resource.DVIR_LOG, "{}"), BEGUN));
    assertInstanceOf(
        Settlement.CannotTell.class, settle(samsara.update(Resource.VEHICLE, "1", "{}"), BEGUN));
  }

  @Test
  void looksForDashboardUsersByAddress() {
    var write =
        samsara.create(
            Resource.USER, "{\"is_driver\":false,\"first_name\":\"D\",\"user_email\":\"d@x.org\"}");
    samsara
        .calls
        .reply(
            200,
            "{\"data\":[{\"email\":\"e@x.org\"}],\"pagination\":{\"endCursor\":\"c 1\",\"hasNextPage\":true}}")
        .reply(200, "{\"data\":[],\"pagination\":{\"endCursor\":\"\",\"hasNextPage\":false}}")
        .reply(200, "{\"data\":[{\"email\":\"D@X.org\"}]}");
    assertEquals(new Settlement.NotApplied(), settle(write, BEGUN));
    assertInstanceOf(Settlement.CannotTell.class, settle(write, BEGUN));
    assertEquals(
        "GET https://api.samsara.com/users?limit=512&after=c%201", samsara.calls.lines().get(1));
  }
}
