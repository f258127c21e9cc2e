package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Support;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuperOfficeMessagesTest {
  private static final String CREATE =
      "POST https://crm.example.org/SuperOffice/api/v1/Agents/Messaging/CreateMessage";
  private final AdapterBench so = SuperOffice.bench();

  private Write<Payload> message() {
    return so.create(
        Resource.MESSAGE,
        "{\"sender_id\":\"@+4711\",\"recipient_id\":\"@+4712\",\"message_text\":\"Grüße 🚚\",\"priority\":\"high\"}");
  }

  private Write<Payload> group() {
    return so.create(
        Resource.GROUP_MESSAGE,
        "{\"sender_id\":\"@a@x.org\",\"recipient_ids\":[\"@1\",\"@2\",\"@3\"],\"message_text\":\"hi\"}");
  }

  @Test
  void sendsTheDocumentedBytes() {
    so.calls.reply(204, "");

    var outcome = assertInstanceOf(Outcome.Accepted.class, so.send(message()));

    assertEquals(List.of(CREATE), so.calls.lines());
    assertEquals(
        "{\"IncomingMessage\":{\"To\":\"+4712\",\"From\":\"+4711\",\"Content\":\"Grüße 🚚\",\"Format\":\"sms/160\","
            + "\"SessionKey\":\""
            + AdapterBench.OPERATION
            + "\",\"Plugin\":\"sms\"}}",
        so.calls.body(0));
    var headers = so.calls.made().getFirst().headers();
    assertEquals("Basic Ym9iOmNhbmFyeS1wYXNzd29yZC0wMTIz", headers.get("Authorization"));
    assertEquals("application/json; charset=utf-8", headers.get("Content-Type"));
    assertEquals("application/json", headers.get("Accept"));
    assertEquals(RecipientResult.Status.DELIVERED, outcome.recipients().getFirst().status());
    assertEquals(so.calls.body(0), so.ready(message()).request().body());
    assertEquals(List.of("priority"), so.ready(message()).notDelivered());
    assertEquals(RepeatSafety.NEVER, so.writer(message()).repeatSafety(message()));
  }

  @Test
  void leavesOutWhatIsNotKnownAndTakesTheThreadForTheSession() {
    so.settings = so.settings("{\"base_url\":\"https://crm.example.org/so\"}");
    so.calls.reply(204, "");
    so.send(
        so.create(
            Resource.MESSAGE,
            "{\"source_recipient_ids\":[\"x@y.org\"],\"message_text\":\"hi\",\"source_thread_id\":\"T1\"}"));
    assertEquals(
        "{\"IncomingMessage\":{\"To\":\"x@y.org\",\"Content\":\"hi\",\"SessionKey\":\"T1\"}}",
        so.calls.body(0));
  }

  @Test
  void callsOnceForEachRecipient() {
    so.calls
        .reply(204, "")
        .reply(400, "{\"Message\":\"bad number\"}")
        .fail(TspCalls.Kind.RESET, true);
    var write = group();

    var first = assertInstanceOf(Outcome.Progressed.class, so.send(write)).progress();
    var second = assertInstanceOf(Outcome.Progressed.class, so.send(write.at(first))).progress();
    var last = assertInstanceOf(Outcome.Accepted.class, so.send(write.at(second)));

    assertEquals(
        List.of("1", "2", "3"),
        so.calls.made().stream()
            .map(
                call ->
                    new String(
                        java.util.Objects.requireNonNull(call.body()),
                        java.nio.charset.StandardCharsets.UTF_8))
            .map(body -> body.substring(body.indexOf("To\":\"") + 5, body.indexOf("\",\"From")))
            .toList());
    assertEquals(
        List.of(
            RecipientResult.Status.DELIVERED,
            RecipientResult.Status.FAILED,
            RecipientResult.Status.UNKNOWN),
        second.plus(last.recipients()).recipients().stream().map(RecipientResult::status).toList());
  }

  @Test
  void leavesToTheEngineWhatMayBeTriedAgain() {
    so.calls
        .reply(429, "", "retry-after", "1")
        .reply(401, "")
        .reply(403, "{\"Message\":\"restricted\"}")
        .fail(TspCalls.Kind.CONNECT, false);
    assertInstanceOf(Outcome.Throttled.class, so.send(group()));
    assertInstanceOf(
        Retry.NewCredentials.class,
        assertInstanceOf(Outcome.Rejected.class, so.send(group())).advice());
    var restricted = assertInstanceOf(Outcome.Rejected.class, so.send(group()));
    assertEquals(ErrorType.AUTH, restricted.error().type());
    assertTrue(restricted.error().details().endsWith("with 403: restricted"));
    var refused = assertInstanceOf(Outcome.Rejected.class, so.send(group()));
    assertFalse(refused.error().maybeApplied());
    assertInstanceOf(Retry.Backoff.class, refused.advice());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"Message\":\"no such plugin\",\"MessageDetail\":null}",
        "{\"MessageDetail\":\"x\"}"
      })
  void takesA200WithAnErrorForAFailure(String body) {
    so.calls.reply(200, body);
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
    assertInstanceOf(Retry.Never.class, rejected.advice());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "{}", "[]", "5"})
  void doesNotKnowWhatAnother200Means(String body) {
    so.calls.reply(200, body);
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertTrue(rejected.error().maybeApplied());
    assertInstanceOf(Retry.Never.class, rejected.advice());
  }

  @Test
  void showsNoCredential() {
    so.calls.reply(
        400, "{\"Message\":\"bob:canary-password-0123 or Ym9iOmNhbmFyeS1wYXNzd29yZC0wMTIz\"}");
    var details = assertInstanceOf(Outcome.Rejected.class, so.send(message())).error().details();
    assertEquals("SuperOffice answered " + CREATE + " with 400: bob:***** or *****", details);
  }

  @Test
  void sendsAllInOneCallWhereTheSettingSaysSo() {
    so.settings =
        so.settings(
            "{\"base_url\":\"https://crm.example.org/so\",\"plugin\":\"sms\",\"mode\":\"send_messages\"}");
    so.calls.reply(
        200,
        "[{\"Status\":0,\"StatusDescription\":\"OK\",\"MessagingId\":7},"
            + "{\"Status\":2,\"StatusDescription\":\"No address\",\"MessagingId\":0},"
            + "{\"Status\":0,\"StatusDescription\":\"OK\",\"MessagingId\":9}]");
    var accepted = assertInstanceOf(Outcome.Accepted.class, so.send(group()));
    assertEquals(
        List.of("POST https://crm.example.org/so/api/v1/Agents/Messaging/SendMessages"),
        so.calls.lines());
    var message =
        "{\"From\":\"a@x.org\",\"To\":\"%s\",\"Content\":\"hi\",\"SuggestedSessionKey\":\""
            + AdapterBench.OPERATION
            + "\"}";
    assertEquals(
        "{\"Plugin\":\"sms\",\"OutgoingMessages\":["
            + message.formatted("1")
            + ","
            + message.formatted("2")
            + ","
            + message.formatted("3")
            + "]}",
        so.calls.body(0));
    assertEquals(
        List.of(
            RecipientResult.Status.DELIVERED,
            RecipientResult.Status.FAILED,
            RecipientResult.Status.DELIVERED),
        accepted.recipients().stream().map(RecipientResult::status).toList());
    assertTrue(
        String.valueOf(accepted.recipients().get(1).errorDetails())
            .endsWith("status 2, No address"));
  }

  @Test
  void knowsTheIdOfAnOutgoingMessage() {
    so.settings =
        so.settings("{\"base_url\":\"https://crm.example.org/so\",\"mode\":\"send_messages\"}");
    var write =
        so.create(
            Resource.MESSAGE,
            "{\"recipient_id\":\"@1\",\"message_text\":\"hi\",\"source_reply_to_message_id\":\"7\"}");
    assertEquals(List.of(), so.ready(write).notDelivered());
    so.calls
        .reply(200, "[{\"Status\":0,\"MessagingId\":8}]")
        .reply(200, "[{\"Status\":3,\"MessagingId\":0}]");
    assertEquals(Outcome.accepted(new SourceId("8")), so.send(write));
    assertTrue(so.calls.body(0).contains("\"ParentMessagingId\":7,"));
    assertInstanceOf(Outcome.Rejected.class, so.send(write));
  }

  @Test
  void refusesAParentThatIsNoNumber() {
    so.settings =
        so.settings("{\"base_url\":\"https://crm.example.org/so\",\"mode\":\"send_messages\"}");
    assertEquals(
        List.of("source_reply_to_message_id: int_type"),
        so.faults(
            so.create(
                Resource.MESSAGE,
                "{\"recipient_id\":\"@1\",\"message_text\":\"hi\",\"source_reply_to_message_id\":\"x\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"MessagingId\":1}]", "<html>"})
  void doesNotKnowWhatAWrongNumberOfResultsMeans(String body) {
    so.settings =
        so.settings("{\"base_url\":\"https://crm.example.org/so\",\"mode\":\"send_messages\"}");
    so.calls.reply(200, body);
    assertTrue(assertInstanceOf(Outcome.Rejected.class, so.send(group())).error().maybeApplied());
  }

  @Test
  void supportsMessagesAndNothingElse() {
    for (var resource : Resource.values()) {
      var messages = resource == Resource.MESSAGE || resource == Resource.GROUP_MESSAGE;
      assertEquals(
          messages ? Support.IMPLEMENTED : Support.NOT_SUPPORTED,
          so.adapter.writers().support(resource, OperationType.CREATE));
    }
  }

  @Test
  void testsWithTheListOfPlugins() {
    so.calls.reply(200, "[]").reply(200, "<html>").reply(200, "null").reply(403, "");
    assertInstanceOf(Outcome.Accepted.class, so.adapter.test(so.access()));
    for (var i = 0; i < 3; i++) {
      assertFalse(
          assertInstanceOf(Outcome.Rejected.class, so.adapter.test(so.access()))
              .error()
              .maybeApplied());
    }
    assertEquals(
        "POST https://crm.example.org/SuperOffice/api/v1/Agents/Messaging/GetPlugins",
        so.calls.lines().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"create_message", "send_messages"})
  void makesNoCallIfEveryRecipientHasAResult(String mode) {
    so.settings =
        so.settings(
            "{\"base_url\":\"https://crm.example.org/so\",\"mode\":\"%s\"}".formatted(mode));
    var progress =
        Progress.NONE.plus(
            List.of(
                RecipientResult.delivered(AdapterBench.reference(Resource.GROUP_MESSAGE, "1")),
                RecipientResult.delivered(AdapterBench.reference(Resource.GROUP_MESSAGE, "2"))));
    var done =
        so.write(
            Resource.GROUP_MESSAGE,
            OperationType.CREATE,
            "{\"sender_id\":\"@a@x.org\",\"recipient_ids\":[\"@1\",\"@2\"],\"message_text\":\"hi\"}",
            null,
            progress);
    assertEquals(List.of(), done.openRecipients());
    assertInstanceOf(Outcome.Accepted.class, so.send(done));
    assertEquals(List.of(), so.calls.lines());
    assertTrue(String.valueOf(so.ready(done).request().body()).contains("\"To\":\"1\""));
  }

  /** The address of the connection may have changed since the write was accepted. */
  @Test
  void callsTheAddressOfTheConnection() {
    var accepted = message();
    so.settings = so.settings("{\"base_url\":\"https://crm.example.org/a-longer-name\"}");
    so.calls.reply(204, "");
    assertInstanceOf(Outcome.Accepted.class, so.send(accepted));
    assertEquals(
        List.of("POST https://crm.example.org/a-longer-name/api/v1/Agents/Messaging/CreateMessage"),
        so.calls.lines());
  }
}
