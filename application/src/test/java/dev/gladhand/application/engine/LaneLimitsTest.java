package dev.gladhand.application.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import dev.gladhand.domain.payload.Fields;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Shape;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Progress;
import dev.gladhand.domain.tsp.RateLimits;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that outlive their holders. */
final class LaneLimitsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PartnerId PARTNER = new PartnerId(new UUID(1, 1));

  private static final Connection CONNECTION =
      new Connection(
          new ConnectionId(new UUID(2, 1)),
          PARTNER,
          Unlimited.ID,
          new UUID(3, 1),
          null,
          new Settings(
              Fields.builder()
                  .put(
                      Settings.RATE_LIMIT,
                      Fields.builder().put(Settings.PER_SECOND, BigDecimal.ONE).build())
                  .build()),
          ConnectionStatus.ACTIVE,
          null,
          START,
          START,
          null,
          1);

  private static final ResourceOperation OPERATION =
      new ResourceOperation(
          new OperationId(new UUID(4, 1)),
          START,
          START,
          PARTNER,
          CONNECTION.id(),
          Unlimited.ID,
          null,
          Mode.ASYNC,
          OperationType.CREATE,
          null,
          new Message(Fields.builder().put(Message.MESSAGE_TEXT, "hello").build()),
          State.Pending.due(START),
          0,
          List.of(),
          Progress.NONE,
          List.of(),
          null,
          null);

  private Instant now = START;

  private static LaneLimits after(List<LaneMemory.Bucket> buckets) {
    var text = new LaneMemory(null, null, false, buckets).text();
    return new LaneLimits(new Unlimited(), LaneMemory.of(text), false);
  }

  /** What another holder makes of what this one leaves. */
  private LaneLimits handOver(LaneLimits limits) {
    return after(limits.memory(now));
  }

  private double learnedShare(LaneLimits limits) {
    return limits.memory(now).getFirst().learnedShare();
  }

  private LaneLimits learnedDown() {
    var limits = after(List.of());
    limits.take(OPERATION, CONNECTION, now);
    for (var i = 0; i < 3; i++) {
      now = now.plusSeconds(1);
      limits.slowDown(OPERATION, CONNECTION, now, now);
    }
    assertEquals(0.9 * 0.7 * 0.7, learnedShare(limits), 1e-9);
    return limits;
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 1600, 7000})
  void whatWasLearnedRecoversHoweverOftenTheLaneChangesHands(long everyMillis) {
    var limits = learnedDown();
    for (var at = 0L; at < 240_000; at += everyMillis) {
      now = now.plusMillis(everyMillis);
      limits = handOver(limits);
      limits.take(OPERATION, CONNECTION, now);
    }
    assertEquals(1, learnedShare(limits), 1e-9);
  }

  @Test
  void permitsGoOverWithTheLane() {
    var limits = after(List.of());
    assertEquals(Duration.ZERO, limits.take(OPERATION, CONNECTION, now));
    now = now.plusMillis(400);
    limits = handOver(limits);
    assertEquals(Duration.ofMillis(600), limits.take(OPERATION, CONNECTION, now));
    now = now.plusMillis(400);
    limits = handOver(limits);
    assertEquals(Duration.ofMillis(200), limits.take(OPERATION, CONNECTION, now));
  }

  private static final class Unlimited implements TspAdapter {
    static final TspId ID = new TspId("unlimited");

    @Override
    public TspId id() {
      return ID;
    }

    @Override
    public String displayName() {
      return "Unlimited";
    }

    @Override
    public Writers writers() {
      return Writers.builder().build();
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(List.of(Shape.of(List.of())), Set.of());
    }

    @Override
    public SettingsSchema settings() {
      return new SettingsSchema(Shape.of(List.of()), Set.of());
    }

    @Override
    public RateLimits rateLimits(Settings settings) {
      return RateLimits.unknown();
    }

    @Override
    public Outcome test(TspAccess tsp) {
      return Outcome.accepted();
    }
  }
}
