package dev.gladhand.domain.operation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Operations to try the state machine on. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  private Samples() {}

  static Reference driver(int number) {
    return new Reference(
        new ResourceId(new UUID(5, number)), new SourceId(Integer.toString(number)));
  }

  static ResourceOperation message(Mode mode) {
    return operation(
        mode,
        new Message(
            Fields.builder()
                .put(Message.RECIPIENT_ID, driver(1))
                .put(Message.MESSAGE_TEXT, "hello")
                .build()));
  }

  static ResourceOperation groupMessage(int recipients) {
    return operation(
        Mode.ASYNC,
        new GroupMessage(
            Fields.builder()
                .put(
                    GroupMessage.RECIPIENT_IDS,
                    IntStream.rangeClosed(1, recipients).mapToObj(Samples::driver).toList())
                .put(GroupMessage.MESSAGE_TEXT, "hello")
                .build()));
  }

  private static ResourceOperation operation(Mode mode, Payload payload) {
    return new ResourceOperation(
        new OperationId(new UUID(7, 1)),
        NOW,
        NOW,
        new PartnerId(new UUID(1, 1)),
        new ConnectionId(new UUID(2, 2)),
        new TspId("acme"),
        "F-1",
        mode,
        OperationType.CREATE,
        null,
        payload,
        State.Pending.due(NOW),
        0,
        List.of(),
        Progress.NONE,
        List.of(),
        null,
        null,
        null);
  }
}
