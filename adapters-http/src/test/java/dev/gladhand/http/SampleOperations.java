package dev.gladhand.http;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Operations to answer with. */
public final class SampleOperations {
  public static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private static final String TEXT = "Gate 4 is closed";

  private SampleOperations() {}

  public static OperationView pending() {
    return view(7, Mode.ASYNC, State.Pending.due(NOW));
  }

  public static OperationView succeeded() {
    var done = new State.Succeeded(new ResourceId(new UUID(5, 5)), new SourceId("s1"));
    return view(7, Mode.SYNC, done);
  }

  public static OperationView failed() {
    return view(7, Mode.SYNC, new State.Failed(Verdict.NOT_APPLIED));
  }

  /** The operation with the n-th id. */
  public static OperationView numbered(long n) {
    return numbered(n, TEXT);
  }

  /** The same with a text of its own. */
  public static OperationView numbered(long n, String text) {
    return view(n, Mode.ASYNC, State.Pending.due(NOW), text);
  }

  private static OperationView view(long number, Mode mode, State state) {
    return view(number, mode, state, TEXT);
  }

  private static OperationView view(long number, Mode mode, State state, String text) {
    var fields = Fields.builder().put(Message.MESSAGE_TEXT, text).build();
    return OperationView.of(
        new ResourceOperation(
            new OperationId(new UUID(0x0197_a000_0000_7000L, 0x8000_0000_0000_0000L | number)),
            NOW,
            NOW,
            TokenOf.PARTNER,
            new ConnectionId(new UUID(3, 3)),
            new TspId("samsara"),
            null,
            mode,
            OperationType.CREATE,
            null,
            Payload.of(Resource.MESSAGE, fields),
            state,
            0,
            List.of(),
            Progress.NONE,
            List.of(),
            null,
            null,
            null));
  }
}
