package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.call.TspJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamsaraSettlerTest {
  private static final Instant BEGUN = AdapterBench.NOW.minusSeconds(30);
  private final AdapterBench samsara = Samsara.bench();

  private Settlement settle(Write<Payload> write, Instant begun) {
    return settle(write, Unanswered.since(begun));
  }

  private Settlement settle(Write<Payload> write, Unanswered attempt) {
    return samsara.adapter.settler().orElseThrow().settle(write, attempt, samsara.access());
  }

  private Write<Payload> group() {
    return samsara.create(
        Resource.GROUP_MESSAGE,
        "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@1\",\"@2\"],\"message_text\":\"hi\"}");
  }

  private static String sent(long driver, String text, Instant at) {
    return "{\"driverId\":"
        + driver
        + ",\"text\":"
        + (text.startsWith("{\"t\":") ? text.substring(5, text.length() - 1) : "\"" + text + "\"")
        + ",\"sentAtMs\":"
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
            + sent(3, "other", BEGUN.plusMillis(300))
            + ","
            + sent(1, "hi", BEGUN.minusSeconds(121))
            + "]}");

    var write = group();
    var applied = assertInstanceOf(Settlement.Applied.class, settle(write, BEGUN));

    assertEquals(
        List.of(RecipientResult.delivered(write.payload().recipients().get(1))),
        applied.recipients());
    assertEquals(
        List.of("GET https://api.samsara.com/v1/fleet/messages?durationMs=630000"),
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
    var begun = AdapterBench.NOW.minus(Duration.ofHours(9));
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
  void findsATextThatTheListShowsInAnotherForm() {
    var text = "  Größe \uD83D\uDE9A R&D <4>\nDock\u00a02 ";
    for (var shown :
        List.of(
            text,
            text.strip(),
            text.replace("\n", "\r\n"),
            text.replace("\n", " "),
            java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD),
            text.replace("\u00a0", " "),
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            text.replace("\uD83D\uDE9A", ""))) {
      list(sent(1, TspJson.write(Map.of("t", shown)), BEGUN.plusMillis(300)));
      assertInstanceOf(
          Settlement.Applied.class, settle(message("1", text), Unanswered.since(BEGUN)), shown);
    }
  }

  private void list(String... sent) {
    samsara.calls.reply(
        200,
        "{\"data\":[" + String.join(",", sent) + "]}",
        "date",
        "Fri, 20 Nov 2026 08:30:00 GMT");
  }

  private Write<Payload> message(String driver, String text) {
    return samsara.create(
        Resource.MESSAGE,
        TspJson.write(Map.of("recipient_id", "@" + driver, "message_text", text)));
  }

  @Test
  void doesNotRepeatWhereTheListShowsAnotherMessageOfThatTime() {
    for (var shown : List.of("Go to doc", "[filtered]", "Bring the papers")) {
      list(sent(1, shown, BEGUN.plusMillis(300)));
      assertInstanceOf(
          Settlement.CannotTell.class, settle(message("1", "Go to dock 4"), BEGUN), shown);
    }
    list(sent(2, "Bring the papers", BEGUN.plusMillis(300)));
    assertEquals(new Settlement.NotApplied(), settle(message("1", "Go to dock 4"), BEGUN));
    list(sent(1, "Bring the papers", BEGUN.minusSeconds(5)));
    assertEquals(new Settlement.NotApplied(), settle(message("1", "Go to dock 4"), BEGUN));
    // What a driver writes is in the list as well.
    list(
        sent(1, "On my way", BEGUN.plusMillis(300))
            .replace("}", ",\"sender\":{\"name\":\"Ana\",\"type\":\"driver\"}}"));
    assertEquals(new Settlement.NotApplied(), settle(message("1", "Go to dock 4"), BEGUN));
    // Of a group's talk the list has one row, without the drivers.
    list(sent(0, "Go to dock 4", BEGUN.plusMillis(300)));
    assertInstanceOf(Settlement.CannotTell.class, settle(message("1", "Go to dock 4"), BEGUN));
  }

  @Test
  void countsAnEntryForOneOfTwoEqualMessages() {
    var one = sent(1, "hi", BEGUN.minusMillis(600));
    var two = sent(1, "hi", BEGUN.plusMillis(400));
    var twin = message("1", "hi");
    var delivered =
        new OtherWrite(
            twin,
            BEGUN.minusSeconds(1),
            BEGUN.minusMillis(500),
            OtherWrite.Stage.ENDED,
            twin.payload().recipients(),
            List.of(),
            null);
    var attempt = new Unanswered(BEGUN, _ -> Optional.of(List.of(delivered)));

    list(one);
    assertEquals(new Settlement.NotApplied(), settle(message("1", "hi"), attempt));
    list(two, one);
    assertInstanceOf(Settlement.Applied.class, settle(message("1", "hi"), attempt));
    list(one, sent(1, "other", BEGUN.plusMillis(2)));
    assertInstanceOf(Settlement.CannotTell.class, settle(message("1", "hi"), attempt));
    list(one);
    assertInstanceOf(Settlement.Applied.class, settle(message("1", "hi"), BEGUN));
  }

  @Test
  void takesAnotherMessageOfOursForWhatItIs() {
    var other = message("1", "other");
    var sent =
        new OtherWrite(
            other,
            BEGUN,
            BEGUN.plusSeconds(1),
            OtherWrite.Stage.ENDED,
            other.payload().recipients(),
            List.of(),
            null);
    list(sent(1, "other", BEGUN.plusMillis(2)));
    assertEquals(
        new Settlement.NotApplied(),
        settle(message("1", "hi"), new Unanswered(BEGUN, _ -> Optional.of(List.of(sent)))));
  }

  @Test
  void waitsForAListThatLags() {
    samsara
        .calls
        .reply(200, "{\"data\":[]}")
        .reply(200, "{\"data\":[]}")
        .reply(200, "<html>")
        .reply(500, "");
    assertInstanceOf(Settlement.TryLater.class, settle(group(), AdapterBench.NOW.minusSeconds(2)));
    assertEquals(new Settlement.NotApplied(), settle(group(), BEGUN));
    assertInstanceOf(Settlement.TryLater.class, settle(group(), BEGUN));
    assertInstanceOf(Settlement.TryLater.class, settle(group(), BEGUN));
  }

  @Test
  void waitsForTheRestOfAListThatLags() {
    var begun = AdapterBench.NOW.minusSeconds(2);
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
        "GET https://api.samsara.com/fleet/drivers/gladhand:" + AdapterBench.KEY,
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
    assertEquals(new Settlement.NotApplied(), settle(write.at(made), BEGUN));
    assertEquals(
        new Settlement.Applied(new SourceId("42"), List.of()), settle(write.at(made), BEGUN));
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
