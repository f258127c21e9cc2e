package dev.gladhand.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Draining;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.application.write.AcceptBulk;
import dev.gladhand.application.write.BulkResult;
import dev.gladhand.application.write.CheckWrite;
import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The results of a bulk request's lines, when the store fails at one of them. */
final class AcceptBulkTest {
  private static final PartnerId PARTNER = new PartnerId(new UUID(7, 1));
  private static final ConnectionId CONNECTION = new ConnectionId(new UUID(7, 2));
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final InstantSource CLOCK = () -> NOW;

  /** A bug that the store has with one of the writes. */
  private final IllegalStateException bug = new IllegalStateException("refused");

  private static final Tasks NEVER =
      new Tasks() {
        @Override
        public void run(Runnable task) {}

        @Override
        public void after(Duration delay, Runnable task) {}
      };

  private final InMemoryStore store = new InMemoryStore(CLOCK);

  /** The names of the trailers in each transaction that the store was asked for. */
  private final List<List<String>> transactions = new ArrayList<>();

  /** The calls of the store that fail because it is away. */
  private Set<String> away = Set.of();

  private BiConsumer<List<String>, Boolean> fault = (_, _) -> {};
  private final AcceptBulk bulk = bulk();

  private static StoreUnavailable lost(boolean maybeCommitted) {
    return new StoreUnavailable("away", maybeCommitted, new IllegalStateException("away"));
  }

  /** The store, which fails as the test wants before it adds (false) or after it (true). */
  private <T> T failing(Class<T> port, T real) {
    var proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, called, arguments) -> {
              if (away.contains(called.getName())) {
                throw lost(false);
              }
              var adds = called.getName().equals("add");
              var names = adds ? names((List<?>) arguments[0]) : List.<String>of();
              if (adds) {
                transactions.add(names);
                fault.accept(names, false);
              }
              try {
                var result = called.invoke(real, arguments);
                if (adds) {
                  fault.accept(names, true);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return port.cast(proxy);
  }

  private static List<String> names(List<?> batch) {
    return batch.stream()
        .map(one -> ((NewOperation) one).operation().payload().fields().get(Trailer.TRAILER_NAME))
        .toList();
  }

  private AcceptBulk bulk() {
    store
        .connections()
        .add(
            new Connection(
                CONNECTION,
                PARTNER,
                SimulatedTsp.ID,
                new UUID(7, 3),
                "fleet",
                Settings.NONE,
                ConnectionStatus.ACTIVE,
                "made by a test",
                NOW,
                NOW,
                null,
                1),
            new Credentials(Fields.builder().put(SimulatedTsp.TOKEN, "token").build()),
            "connection.created");
    var operations = failing(Operations.class, store.operations());
    var lanes = failing(Lanes.class, store.lanes());
    var connections = store.connections();
    var world = new World(1, NOW);
    var adapters = new Adapters(List.of(new SimulatedTsp(world, 0).adapter(world.outside)));
    var live = new LiveConnections(connections, CLOCK);
    var ids = new TimeOrderedIds(CLOCK, new Random(1));
    var parts =
        EngineParts.of(
            EngineSettings.defaults("node"),
            new EngineParts.Stores(operations, lanes, connections, store.wakeups()),
            live,
            adapters,
            new CallTsp(adapters, connections, operations, CLOCK, Measurements.NONE, Tracing.NONE),
            new Recorder(operations, NEVER, Measurements.NONE),
            new EngineParts.Surroundings(NEVER, CLOCK, new Random(1)));
    return new AcceptBulk(
        new CheckWrite(
            live,
            new KnownReferences(store.references()),
            adapters,
            new Draining(),
            new ClockAndIds(CLOCK, ids)),
        operations,
        parts.engine(),
        new WhyItWaits(operations, lanes, live, parts.held(), CLOCK),
        new PartnerLimits(
            PartnerLimits.Limits.DEFAULT,
            PartnerCaps.DEFAULT,
            operations,
            store.keptBytes(),
            CLOCK),
        Measurements.NONE,
        parts.deliver());
  }

  private static WriteCommand line(String name, @Nullable String key) {
    return new WriteCommand(
        PARTNER,
        Resource.TRAILER,
        OperationType.CREATE,
        null,
        Map.of("connection_id", CONNECTION.toString(), "trailer_name", name),
        false,
        WriteCommand.Manner.ASYNC,
        null,
        key,
        "POST /",
        key == null ? "" : "hash",
        null);
  }

  private List<BulkResult> accept(String... names) {
    return bulk.accept(Stream.of(names).map(name -> line(name, null)).toList());
  }

  private WriteResult.Stored stored(BulkResult result) {
    var answer = assertInstanceOf(BulkResult.Answered.class, result).answer();
    var ok = assertInstanceOf(Answer.Ok.class, answer);
    var told = assertInstanceOf(WriteResult.Stored.class, ok.value());
    assertTrue(isStored(told.operation().id()));
    return told;
  }

  private boolean isStored(OperationId id) {
    return store.operations().find(id).isPresent();
  }

  private static RuntimeException failure(BulkResult result) {
    return assertInstanceOf(BulkResult.Failed.class, result).why();
  }

  private static boolean maybeStored(BulkResult result) {
    return assertInstanceOf(StoreUnavailable.class, failure(result)).maybeCommitted();
  }

  private long pending() {
    return store.operations().backlog(null).pending();
  }

  @Test
  void whatIsStoredIsToldThoughWhatEarlierOnesWaitForCannotBeRead() {
    var before = stored(bulk.accept(List.of(line("a", "key"))).getFirst());
    away = Set.of("behind", "statuses");
    var results = bulk.accept(List.of(line("a", "key"), line("b", "other key"), line("c", null)));
    var again = stored(results.getFirst());
    assertTrue(again.replayed());
    assertEquals(before.operation().id(), again.operation().id());
    assertFalse(stored(results.get(1)).replayed());
    assertFalse(stored(results.get(2)).replayed());
    assertEquals(3, pending());
  }

  @Test
  void aLineThatCannotBeStoredHarmsNoOther() {
    fault =
        (names, _) -> {
          if (names.contains("bad")) {
            throw bug;
          }
        };
    var results = accept("a", "bad", "b");
    stored(results.getFirst());
    assertSame(bug, failure(results.get(1)));
    stored(results.get(2));
    assertEquals(
        List.of(List.of("a", "bad", "b"), List.of("a"), List.of("bad"), List.of("b")),
        transactions);
    assertEquals(2, pending());
  }

  @Test
  void aLoneLineThatCannotBeStoredFailsAloneAndIsTriedOnce() {
    stored(bulk.accept(List.of(line("a", "key"))).getFirst());
    fault =
        (_, _) -> {
          throw bug;
        };
    var results = bulk.accept(List.of(line("a", "key"), line("bad", null)));
    assertTrue(stored(results.getFirst()).replayed());
    assertSame(bug, failure(results.get(1)));
    assertEquals(List.of(List.of("a"), List.of("bad")), transactions);
  }

  @Test
  void whenTheStoreIsLostWhatWasStoredIsToldAndTheRestIsNotTried() {
    fault =
        (names, _) -> {
          if (names.contains("bad")) {
            throw bug;
          }
          if (names.contains("b")) {
            throw lost(false);
          }
        };
    var results = accept("a", "bad", "b", "c");
    stored(results.getFirst());
    assertSame(bug, failure(results.get(1)));
    assertFalse(maybeStored(results.get(2)));
    assertFalse(maybeStored(results.get(3)));
    assertEquals(
        List.of(List.of("a", "bad", "b", "c"), List.of("a"), List.of("bad"), List.of("b")),
        transactions);
    assertEquals(1, pending());
  }

  @Test
  void aLineWhoseCommitWasLostMayBeStoredAndTheLaterOnesAreNot() {
    fault =
        (names, added) -> {
          if (names.contains("bad")) {
            throw bug;
          }
          if (added && names.contains("b")) {
            throw lost(true);
          }
        };
    var results = accept("a", "b", "c", "bad");
    stored(results.getFirst());
    assertTrue(maybeStored(results.get(1)));
    assertFalse(maybeStored(results.get(2)));
    assertFalse(maybeStored(results.get(3)));
    assertEquals(2, pending());
  }

  @Test
  void aStoreThatIsAwayForAllIsThrown() {
    fault =
        (_, _) -> {
          throw lost(false);
        };
    assertThrows(StoreUnavailable.class, () -> accept("a", "b"));
    assertEquals(List.of(List.of("a", "b")), transactions);
  }
}
