package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that the history of an operation, its waits and settlements, is kept as long as the
 * operation.
 */
public abstract class PastContract extends StoreContract {
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00.123456Z");
  private static final List<Past> FIRST =
      List.of(
          new Past.Waited(Past.PAUSED, AT, AT.plusSeconds(3)),
          new Past.Waited(Waiting.RATE_LIMIT, AT.plusSeconds(3), AT.plusSeconds(60)));

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private List<Past> past(ResourceOperation op) {
    return store.operations().past(op.id());
  }

  private void record(ResourceOperation operation, LaneLease<ConnectionId> lease, List<Past> past) {
    var one = new Recorded(operation, lease.fence(), true, List.of(), past);
    assertEquals(List.of(true), store.operations().record(List.of(one)));
  }

  @Test
  void whatEachResultTellsIsAddedToWhatEarlierOnesDid() {
    var op = samples.message(connection);
    samples.add(op);
    var lease = samples.claim(connection);
    assertEquals(List.of(), past(op));
    var failed = samples.failedForNow(samples.begin(op, lease));
    record(failed, lease, FIRST);
    assertEquals(FIRST, past(op));
    store.advance(Duration.ofSeconds(2));
    List<Past> settled = List.of(new Past.Settled(Past.How.ABSENT_REPEATED, AT.plusSeconds(61)));
    var done = samples.succeeded(samples.begin(failed, lease), "m-1");
    record(done, lease, settled);
    assertEquals(Stream.concat(FIRST.stream(), settled.stream()).toList(), past(op));
    assertEquals(done, samples.stored(op));
  }

  @Test
  void keepsNothingPastTheBound() {
    var op = samples.message(connection);
    samples.add(op);
    var lease = samples.claim(connection);
    var many = Collections.nCopies(Operations.PAST_KEPT / 10, FIRST.getFirst());
    var failed = samples.failedForNow(samples.begin(op, lease));
    record(failed, lease, many);
    store.advance(Duration.ofSeconds(2));
    record(samples.succeeded(samples.begin(failed, lease), "m-1"), lease, FIRST);
    assertEquals(many, past(op));
  }

  @Test
  void howLongItWaitedForAnEarlierWriteIsKnownOnceItMayGo() {
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    samples.add(first, second);
    var lease = samples.claim(connection);
    var begun = samples.begin(first, lease);
    store.advance(Duration.ofSeconds(7));
    assertEquals(List.of(), past(second), "it still waits");
    var before = store.now();
    samples.record(samples.succeeded(begun, null), lease);
    assertEquals(List.of(), past(first), "nothing was in its way");
    var waited = past(second);
    assertEquals(1, waited.size(), waited::toString);
    assertTrue(
        waited.getFirst() instanceof Past.Waited(var why, var from, var until)
            && why.equals(Waiting.EARLIER_WRITE.wire())
            && from.equals(second.createdAt())
            && !until.isBefore(before),
        waited::toString);
  }

  @Test
  void whatIsCancelledKeepsItToo() {
    var op = samples.message(connection);
    samples.add(op);
    var cancelled = samples.transitions().expire(op);
    assertTrue(store.operations().cancel(op.id(), cancelled, FIRST));
    assertEquals(FIRST, past(op));
  }

  @Test
  void whatIsDeletedTellsNothing() {
    var op = samples.message(connection);
    samples.add(op);
    assertTrue(store.operations().cancel(op.id(), samples.transitions().expire(op), FIRST));
    store.advance(Duration.ofDays(1));
    assertEquals(1, store.operations().prune(store.now(), 10));
    assertEquals(List.of(), past(op));
  }
}
