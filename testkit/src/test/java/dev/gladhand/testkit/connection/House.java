package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.connection.ShownConnections;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.PullPage;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.RefreshReferences;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The use cases put together over one store in memory. */
final class House {
  static final PartnerId PARTNER = new PartnerId(new UUID(7, 1));
  static final PartnerCaps CAPS = new PartnerCaps(2, 20, 2_000, 20_000, 1);
  static final PartnerId OTHER = new PartnerId(new UUID(7, 2));

  Instant now = Instant.parse("2026-11-20T08:00:00Z");
  final InstantSource clock = () -> now;
  final InMemoryStore store = new InMemoryStore(clock);
  final ListedTsp tsp = new ListedTsp();
  final Adapters adapters = new Adapters(List.of(tsp));
  final CreateConnection create;
  final ReadConnections read;
  final ChangeConnection change;
  final ImportReferences imports =
      new ImportReferences(store.connections(), store.references(), clock, CAPS);
  final ReadReferences references = new ReadReferences(store.references());
  final RefreshReferences refreshes;

  /** What a refresh waits for before a page, and between two. */
  Duration wait = Duration.ZERO;

  Duration interval = Duration.ZERO;
  private final PullReferences.Limits limits =
      new PullReferences.Limits() {
        @Override
        public Duration take(Connection connection) {
          return wait;
        }

        @Override
        public Duration interval(Connection connection) {
          return interval;
        }
      };
  private long made;
  private final Audit audit = new Audit(store.auditTrail(), UUID::randomUUID, clock);

  House() {
    create =
        new CreateConnection(
            store.connections(),
            new ConnectionBody(adapters, (host, port) -> host.equals("127.0.0.1") && port == 4010),
            shown(store.connections()),
            new FleetIds(UUID::randomUUID),
            new ClockAndIds(clock, this::id),
            CAPS,
            audit);
    read = new ReadConnections(store.connections(), adapters, shown(store.connections()));
    change = change(store.connections());
    refreshes =
        new RefreshReferences(store.connections(), adapters, store.refreshJobs(), clock, this::id);
  }

  ChangeConnection change(Connections connections) {
    return new ChangeConnection(
        connections,
        new ConnectionBody(adapters, OperatorTargets.NONE),
        shown(connections),
        new FleetIds(UUID::randomUUID),
        new ConnectionLanes(
            connections, store.lanes(), new LiveConnections(connections, clock), store.wakeups()),
        clock,
        audit);
  }

  private ShownConnections shown(Connections connections) {
    return new ShownConnections(connections, store.lanes(), store.operations(), adapters);
  }

  PullReferences pull(String node) {
    return new PullReferences(
        store.connections(),
        adapters,
        store.refreshJobs(),
        new PullPage(
            store.references(),
            (adapter, connection, timeout) -> {
              var json = store.connections().credentials(connection.id()).orElseThrow().json();
              var credentials = adapter.credentials().read(json, new Faults());
              return new TspAccess(connection.id(), credentials, connection.settings(), timeout);
            },
            CAPS,
            clock,
            Duration.ofSeconds(20)),
        limits,
        clock,
        node);
  }

  private UUID id() {
    return new UUID(now.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | ++made);
  }

  ConnectionId connection() {
    return connection(Map.of());
  }

  ConnectionId connection(Map<String, Object> more) {
    return connection(PARTNER, more);
  }

  ConnectionId connection(PartnerId partner, Map<String, Object> more) {
    var body = new java.util.LinkedHashMap<String, Object>();
    body.put("source_name", "listed");
    body.put("credentials", Map.of("api_token", "secret-1"));
    body.putAll(more);
    return ok(create.create(partner, body)).connection().id();
  }

  /** As the engine does when the TSP refuses the credentials. */
  void fail(ConnectionId id) {
    var present = store.connections().find(id).orElseThrow();
    store
        .connections()
        .update(present.with(ConnectionStatus.FAILED, now), null, "connection.failed");
    store.lanes().park(id, "credentials");
  }

  String parked(ConnectionId id) {
    return String.valueOf(store.lanes().status(id).orElseThrow().parked());
  }

  List<String> events() {
    return store.events().stream().map(event -> event.name()).toList();
  }

  static <T> T ok(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  static Refusal refusal(Answer<?> answer) {
    return assertInstanceOf(Answer.Refused.class, answer).refusal();
  }

  /** The faults as path and type. */
  static Map<String, String> faults(Answer<?> answer) {
    return assertInstanceOf(Refusal.Invalid.class, refusal(answer)).faults().stream()
        .collect(Collectors.toMap(fault -> fault.path(), fault -> fault.errorType()));
  }

  static Object json(ConnectionView view, String name) {
    return view.toJson().get(name);
  }
}
