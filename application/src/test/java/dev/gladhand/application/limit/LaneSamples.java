package dev.gladhand.application.limit;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A lane's connection and operations. */
public final class LaneSamples {
  private LaneSamples() {}

  public static Connection connection(Settings settings) {
    return connection(2, settings);
  }

  public static Connection connection(int number, Settings settings) {
    return new Connection(
        new ConnectionId(new UUID(2, number)),
        new PartnerId(new UUID(1, 1)),
        new TspId("acme"),
        new UUID(3, 3),
        null,
        settings,
        ConnectionStatus.ACTIVE,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        1);
  }

  public static ResourceOperation operation(Payload payload) {
    return new ResourceOperation(
        new OperationId(new UUID(7, 1)),
        Instant.EPOCH,
        Instant.EPOCH,
        new PartnerId(new UUID(1, 1)),
        new ConnectionId(new UUID(2, 2)),
        new TspId("acme"),
        null,
        Mode.ASYNC,
        OperationType.CREATE,
        null,
        payload,
        State.Pending.due(Instant.EPOCH),
        0,
        List.of(),
        Progress.NONE,
        List.of(),
        null,
        null,
        null);
  }
}
