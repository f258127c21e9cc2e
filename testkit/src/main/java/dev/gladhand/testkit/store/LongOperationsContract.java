package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.Operations.LaneWindow;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that reading many long operations takes little memory. */
public abstract class LongOperationsContract extends StoreContract {
  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  /** Adds an operation whose payload takes about this many KiB. */
  private ResourceOperation added(Connection to, int kib) {
    var recipients =
        IntStream.range(0, 4 * kib).mapToObj(n -> "r".repeat(248) + (10_000 + n)).toList();
    var fields =
        Fields.builder()
            .put(Message.SOURCE_RECIPIENT_IDS, recipients)
            .put(Message.MESSAGE_TEXT, "to all of them");
    var op = samples.operation(to, Mode.ASYNC, null, new Message(fields.build()), null);
    samples.add(op);
    store.advance(Duration.ofMillis(1));
    return op;
  }

  private LaneWindow window(int perLane) {
    var lease = samples.claim(connection);
    return store
        .operations()
        .window(List.of(lease), perLane)
        .getOrDefault(connection.id(), LaneWindow.EMPTY);
  }

  @Test
  void aWindowEndsWhereItsOperationsAreLong() {
    var first = added(connection, 1);
    var second = added(connection, 200);
    var third = added(connection, 1);
    added(connection, 200);
    added(connection, 1);
    assertEquals(new LaneWindow(List.of(first, second, third), true), window(50));
  }

  @Test
  void aWindowHasOneOperationHoweverLongItIs() {
    var first = added(connection, 240);
    added(connection, 240);
    assertEquals(new LaneWindow(List.of(first), true), window(50));
  }

  @Test
  void aWindowSaysWhetherThereMayBeMore() {
    var first = added(connection, 1);
    var second = added(connection, 1);
    assertEquals(new LaneWindow(List.of(first, second), false), window(3));
  }

  @Test
  void eachLaneHasItsOwnWindow() {
    var other = samples.connection(connection.partner());
    var firsts = List.of(added(connection, 240), added(other, 240));
    added(connection, 240);
    added(other, 240);
    var leases =
        store.lanes().claim("node-1", 10, Duration.ofSeconds(30)).stream()
            .map(Claimed::lease)
            .toList();
    var windows = store.operations().window(leases, 50);
    for (var first : firsts) {
      assertEquals(new LaneWindow(List.of(first), true), windows.get(first.connection()));
    }
  }

  @Test
  void operationsAreReadByTheirIdsTheShortOnesTogether() {
    var first = added(connection, 1);
    var second = added(connection, 200);
    var ids = List.of(second.id(), first.id(), new OperationId(samples.id()));
    var read = new ArrayList<ResourceOperation>();
    store.operations().read(ids, read::add);
    assertEquals(List.of(first, second), read);
    assertEquals(Set.of(first.id()), store.operations().findShort(ids).keySet());
  }
}
