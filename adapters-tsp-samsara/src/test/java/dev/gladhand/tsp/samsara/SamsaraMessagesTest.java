package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamsaraMessagesTest {
  private final AdapterBench samsara = Samsara.bench();

  @Test
  void sendsTheDocumentedBytes() {
    var write =
        samsara.create(
            Resource.MESSAGE,
            "{\"recipient_id\":\"@123\",\"message_text\":\"Grüße, 道路 \\\"A\\\" 🚚\"}");
    samsara.calls.reply(200, "{\"data\":[{\"driverId\":123,\"text\":\"x\"}]}");

    var outcome = samsara.send(write);

    assertEquals(List.of("POST https://api.samsara.com/v1/fleet/messages"), samsara.calls.lines());
    assertEquals(
        "{\"driverIds\":[123],\"text\":\"Grüße, 道路 \\\"A\\\" 🚚\"}", samsara.calls.body(0));
    var headers = samsara.calls.made().getFirst().headers();
    assertEquals("Bearer " + Samsara.TOKEN, headers.get("Authorization"));
    assertEquals("application/json", headers.get("Content-Type"));
    assertEquals("application/json", headers.get("Accept"));
    var accepted = assertInstanceOf(Outcome.Accepted.class, outcome);
    assertEquals(
        List.of(RecipientResult.delivered(AdapterBench.reference(Resource.MESSAGE, "123"))),
        accepted.recipients());
  }

  @Test
  void showsTheSameRequestInADryRun() {
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@123\",\"message_text\":\"hi\"}");

    var ready = samsara.ready(write);

    assertEquals("{\"driverIds\":[123],\"text\":\"hi\"}", ready.request().body());
    assertEquals(ready.request().body(), ready.request().shown());
    assertEquals(List.of("Authorization"), ready.request().secretHeaders());
    assertFalse(ready.request().headers().containsKey("Authorization"));
  }

  @Test
  void sendsToAllOpenRecipientsAtOnceAndTellsWhoIsMissing() {
    var write =
        samsara.create(
            Resource.GROUP_MESSAGE,
            "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@1\",\"@2\",\"@3\"],\"message_text\":\"hi\"}");
    var first = write.payload().recipients().getFirst();
    write = write.at(Progress.NONE.plus(List.of(RecipientResult.delivered(first))));
    samsara.calls.reply(200, "{\"data\":[{\"driverId\":3,\"text\":\"hi\"}]}");

    var accepted = assertInstanceOf(Outcome.Accepted.class, samsara.send(write));

    assertEquals("{\"driverIds\":[2,3],\"text\":\"hi\"}", samsara.calls.body(0));
    assertEquals(
        List.of(RecipientResult.Status.FAILED, RecipientResult.Status.DELIVERED),
        accepted.recipients().stream().map(RecipientResult::status).toList());
  }

  @Test
  void neverRepeatsWhatWasAcceptedWithAnUnreadableAnswer() {
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    for (var body : List.of("<html>ok</html>", "", "{", "{\"data\":5}", "null", "[]")) {
      samsara.calls.reply(200, body);
      var accepted = assertInstanceOf(Outcome.Accepted.class, samsara.send(write), body);
      assertEquals(RecipientResult.Status.DELIVERED, accepted.recipients().getFirst().status());
    }
    samsara.calls.breakOff(200);
    assertInstanceOf(Outcome.Accepted.class, samsara.send(write));
  }

  @Test
  void saysWhatHasNoPlace() {
    var write =
        samsara.create(
            Resource.MESSAGE,
            "{\"sender_id\":\"@9\",\"source_recipient_ids\":[\"1\"],\"message_text\":\"hi\",\"priority\":\"high\","
                + "\"source_reply_to_message_id\":\"7\",\"source_thread_id\":\"t\",\"sender_group\":\"admin\","
                + "\"mode\":\"direct\",\"fleet_ref\":\"f\"}");

    assertEquals(
        List.of(
            "sender_id",
            "priority",
            "source_reply_to_message_id",
            "source_thread_id",
            "sender_group"),
        samsara.ready(write).notDelivered());
  }

  @Test
  void refusesWhatIsNoDriverBeforeTheCallAllAtOnce() {
    var group =
        samsara.create(
            Resource.GROUP_MESSAGE,
            "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@1\",\"@x2\",\"@007\",\"@12345678901234567890\"],"
                + "\"message_text\":\"hi\"}");
    assertEquals(
        List.of(
            "recipient_ids.1: driver_id",
            "recipient_ids.2: driver_id",
            "recipient_ids.3: driver_id"),
        samsara.faults(group));
    var message =
        samsara.create(
            Resource.MESSAGE,
            "{\"recipient_id\":\"@a\",\"source_recipient_ids\":[\"1\",\"b\"],\"message_text\":\"hi\"}");
    assertEquals(
        List.of("recipient_id: driver_id", "source_recipient_ids.1: driver_id"),
        samsara.faults(message));
  }

  @Test
  void takesTextsOfUpTo2500Characters() {
    assertEquals(List.of(), samsara.faults(text("x".repeat(2500))));
    assertEquals(List.of("message_text: string_too_long"), samsara.faults(text("x".repeat(2501))));
    assertEquals(List.of(), samsara.faults(text("🚚".repeat(2500))));
  }

  private dev.gladhand.domain.tsp.Write<dev.gladhand.domain.payload.Payload> text(String text) {
    return samsara.create(
        Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"" + text + "\"}");
  }

  @Test
  void tellsARefusalWithoutTheToken() {
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    samsara.calls.reply(400, "\"bad token Bearer " + Samsara.TOKEN + "\"", "x-request-id", "req-7");

    var rejected = assertInstanceOf(Outcome.Rejected.class, samsara.send(write));

    assertEquals(ErrorType.VALIDATION, rejected.error().type());
    assertInstanceOf(Retry.Never.class, rejected.advice());
    assertEquals(
        "Samsara answered POST https://api.samsara.com/v1/fleet/messages with 400: bad token ***** (request id req-7)",
        rejected.error().details());
  }

  @Test
  void looksUpFirst() {
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    assertEquals(RepeatSafety.LOOK_UP_FIRST, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void goesToTheRegionOrTheBaseUrl() {
    samsara.settings = samsara.settings("{\"region\":\"eu\"}");
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    assertTrue(samsara.ready(write).request().url().startsWith("https://api.eu.samsara.com/v1"));
    samsara.settings = samsara.settings("{\"region\":\"eu\",\"base_url\":\"http://127.0.0.1:9/\"}");
    write = samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    assertEquals("http://127.0.0.1:9/v1/fleet/messages", samsara.ready(write).request().url());
  }

  @Test
  void testsTheTokenWithAHarmlessCall() {
    samsara
        .calls
        .reply(200, "{\"data\":{\"id\":\"1\",\"name\":\"Org\"}}")
        .reply(401, "{\"message\":\"no\"}");
    assertInstanceOf(Outcome.Accepted.class, samsara.adapter.test(samsara.access()));
    var rejected = assertInstanceOf(Outcome.Rejected.class, samsara.adapter.test(samsara.access()));
    assertInstanceOf(Retry.NewCredentials.class, rejected.advice());
    assertEquals("GET https://api.samsara.com/me", samsara.calls.lines().getFirst());
  }
}
