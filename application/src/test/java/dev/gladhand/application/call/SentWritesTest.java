package dev.gladhand.application.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.limit.LaneSamples;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a look-up is told of the gateway's other writes. */
class SentWritesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  private static final State MADE =
      new State.Succeeded(new ResourceId(new UUID(9, 9)), new SourceId("v-7"));

  private final ResourceOperation asking = operation(1, vehicle(), MADE, NOW);

  private static Payload vehicle() {
    return new Vehicle(Fields.NONE.with(Vehicle.VIN, "A"));
  }

  private static ResourceOperation operation(
      int number, Payload payload, State state, Instant updatedAt) {
    var sample = LaneSamples.operation(payload);
    return new ResourceOperation(
        new OperationId(new UUID(7, number)),
        sample.createdAt(),
        updatedAt,
        sample.partner(),
        sample.connection(),
        sample.tsp(),
        null,
        sample.mode(),
        OperationType.CREATE,
        null,
        payload,
        state,
        1,
        List.of(),
        sample.progress(),
        List.of(),
        null,
        null,
        null);
  }

  /** A store in which nothing was accepted lately, and these were begun long after. */
  @SuppressWarnings("unchecked") // What reads operations is told of operations.
  private static Operations begunLate(List<ResourceOperation> late) {
    return (Operations)
        Proxy.newProxyInstance(
            SentWritesTest.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "listIds" -> List.of();
                  case "begunLate" -> late.stream().map(ResourceOperation::id).toList();
                  case "read" -> {
                    late.forEach((Consumer<ResourceOperation>) arguments[1]);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private List<OtherWrite> others(ResourceOperation... late) {
    return new SentWrites(begunLate(List.of(late)), asking, Settings.NONE, Duration.ZERO)
        .changedSince(NOW.minusSeconds(600))
        .orElseThrow();
  }

  @Test
  void whatWasSentLongAfterItWasAcceptedIsKnown() {
    var twin = operation(2, vehicle(), MADE, NOW);
    assertEquals(
        List.of(new SourceId("v-7")), others(twin).stream().map(OtherWrite::made).toList());
    assertEquals(List.of(), others(asking), "not itself");
    assertEquals(List.of(), others(operation(2, vehicle(), MADE, NOW.minusSeconds(601))));
    var trailer = new Trailer(Fields.NONE.with(Trailer.VIN, "A"));
    assertEquals(List.of(), others(operation(2, trailer, MADE, NOW)));
  }

  @Test
  void onlyWhatCanHaveReachedTheProviderCounts() {
    var refused = new State.Failed(Verdict.NOT_APPLIED);
    assertEquals(List.of(), others(operation(2, vehicle(), refused, NOW)));
    assertEquals(List.of(), others(operation(2, vehicle(), State.Pending.due(NOW), NOW)));
    var unknown = others(operation(2, vehicle(), new State.Failed(Verdict.UNKNOWN), NOW));
    assertEquals(1, unknown.size());
    assertEquals(OtherWrite.Stage.ENDED, unknown.getFirst().stage());
  }
}
