package dev.gladhand.testkit.simulation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
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
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run: a few nodes, connections and clients, with faults for a while and none after it, until
 * everything has ended.
 */
final class Scenario implements AutoCloseable {
  private static final Duration STORMY = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** What a client asked for, and what it was told. */
  static final class Wish {
    final Connection connection;
    final long askedAt;
    final @Nullable String key;
    final boolean sync;
    @Nullable OperationId operation;
    long toldAt = Long.MAX_VALUE;
    @Nullable String endedAs;
    boolean cancelled;

    Wish(Connection connection, long askedAt, @Nullable String key, boolean sync) {
      this.connection = connection;
      this.askedAt = askedAt;
      this.key = key;
      this.sync = sync;
    }
  }

  final World world;
  final InMemoryStore store;
  final SimulatedTsp tsp;
  final List<Wish> wishes = new ArrayList<>();
  final Map<ConnectionId, Connection> connections = new LinkedHashMap<>();
  final List<String> wrong = new ArrayList<>();
  final List<String> faultsSeen = new ArrayList<>();
  private final Plant plant;
  private final PartnerId partner = new PartnerId(new UUID(1, 1));
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final World.Place clients = new World.Place();
  private final Node[] nodes;
  private final double storeFaults;
  private int incarnation;
  private boolean calm;

  Scenario(long seed, Plant plant) {
    this.plant = plant;
    world = new World(seed, BEGIN);
    store = new InMemoryStore(world::time);
    tsp = new SimulatedTsp(world, world.chance(0.2) ? 0 : world.random.nextDouble() * 0.5);
    plant.tsp(tsp);
    storeFaults = world.chance(0.3) ? 0 : world.random.nextDouble() * 0.05;
    nodes = new Node[1 + world.random.nextInt(3)];
    var count = 1 + world.random.nextInt(3);
    for (var i = 0; i < count; i++) {
      connect(i);
    }
    for (var i = 0; i < nodes.length; i++) {
      boot(i);
    }
    var busy = 1 + world.random.nextInt(4);
    for (var i = 0; i < busy; i++) {
      world.after(world.between(0, 3000), clients, this::client);
    }
    if (!world.chance(0.1)) {
      world.after(world.between(100, 5000), world.outside, this::trouble);
    }
  }

  private void connect(int number) {
    var settings = Fields.builder();
    if (world.chance(0.5)) {
      settings.put(
          Settings.RATE_LIMIT,
          Fields.builder()
              .put(Settings.PER_SECOND, BigDecimal.valueOf(1 + world.random.nextInt(5)))
              .build());
    }
    settings.put(Settings.MAX_CONCURRENCY, 1 + world.random.nextInt(6));
    if (world.chance(0.3)) {
      settings.put(Settings.ON_FAILURE, Settings.OnFailure.SKIP);
    }
    var id = new ConnectionId(new UUID(2, number));
    var connection =
        new Connection(
            id,
            partner,
            SimulatedTsp.ID,
            new UUID(3, number),
            "fleet",
            new Settings(settings.build()),
            ConnectionStatus.ACTIVE,
            null,
            world.time(),
            world.time(),
            null,
            1);
    store.connections().add(connection, token("t0"), "connection.created");
    tsp.tokens.put(id, "t0");
    connections.put(id, connection);
    store.references().put(id, partner, List.of(vehicle("v0"), vehicle("v1")), world.time());
  }

  private static References.Entry vehicle(String source) {
    return new References.Entry(Resource.VEHICLE, new SourceId(source), source, null, null);
  }

  private static Credentials token(String token) {
    return new Credentials(Fields.builder().put(SimulatedTsp.TOKEN, token).build());
  }

  private void boot(int number) {
    var off = world.chance(0.5) ? Duration.ZERO : world.between(-300_000, 300_000);
    nodes[number] =
        new Node(
            "node-" + number + "-" + incarnation++,
            world,
            store,
            tsp,
            plant,
            off,
            calm ? 0 : storeFaults,
            this::tell);
    nodes[number].start();
  }

  private void tell(Wakeups.Signal signal) {
    for (var node : nodes) {
      if (!world.chance(0.05)) {
        node.hear(signal);
      }
    }
  }

  private Node node() {
    return nodes[world.random.nextInt(nodes.length)];
  }

  private Node ready() {
    var node = node();
    if (!node.ready) {
      throw new World.Gone();
    }
    return node;
  }

  private Connection connection() {
    var all = List.copyOf(connections.values());
    return all.get(world.random.nextInt(all.size()));
  }

  // Clients.

  private void client() {
    var wanted = 3 + world.random.nextInt(world.chance(0.2) ? 40 : 12);
    for (var i = 0; i < wanted; i++) {
      if (world.chance(0.1) && !wishes.isEmpty()) {
        changeSomething();
      } else {
        write();
      }
      world.sleep(world.chance(0.5) ? Duration.ofMillis(10) : world.between(10, 2500), clients);
    }
  }

  private void write() {
    var connection = connection();
    var limited = connection.settings().get(Settings.RATE_LIMIT) != null;
    var sync = !limited && world.chance(0.1);
    var key = world.chance(0.5) ? "key-" + wishes.size() : null;
    var wish = new Wish(connection, world.nanos(), key, sync);
    wishes.add(wish);
    var command = command(wish);
    do {
      submit(command, wish);
      if (key != null && world.chance(0.2)) {
        // Several callers send one key at the same time.
        submit(command, wish);
        submit(command, wish);
      }
      var until = world.nanos() + Duration.ofSeconds(10).toNanos();
      while (wish.operation == null && world.nanos() < until && world.chance(0.995)) {
        world.sleep(Duration.ofMillis(50), clients);
      }
      // Whoever gave a key may ask again, and does.
    } while (key != null && world.chance(wish.operation == null ? 0.9 : 0.1));
    if (world.chance(0.7)) {
      world.sleep(Duration.ofMillis(100), clients);
    }
  }

  private WriteCommand command(Wish wish) {
    var body = new LinkedHashMap<String, Object>();
    body.put("connection_id", wish.connection.id().toString());
    var which = world.random.nextInt(10);
    if (which < 4) {
      body.put("vehicle_name", "name-" + wishes.size());
      return command(wish, Resource.VEHICLE, vehicleOf(wish), body);
    }
    if (which < 8) {
      body.put("message_text", "text-" + wishes.size());
      var recipients = new ArrayList<String>();
      var count = world.chance(0.7) ? 1 : 2 + world.random.nextInt(4);
      for (var i = 0; i < count; i++) {
        recipients.add("r" + i);
      }
      body.put("source_recipient_ids", recipients);
      if (world.chance(0.5)) {
        body.put("source_thread_id", "thread-" + world.random.nextInt(2));
      }
      return command(wish, Resource.MESSAGE, null, body);
    }
    if (which < 9) {
      body.put("trailer_name", "trailer-" + wishes.size());
      return command(wish, Resource.TRAILER, null, body);
    }
    body.put("username", "user-" + wishes.size());
    return command(wish, Resource.USER, null, body);
  }

  private ResourceId vehicleOf(Wish wish) {
    return ResourceId.of(
        wish.connection.id(), Resource.VEHICLE, new SourceId("v" + world.random.nextInt(2)));
  }

  private WriteCommand command(
      Wish wish, Resource resource, @Nullable ResourceId target, Map<String, Object> body) {
    return new WriteCommand(
        partner,
        resource,
        target == null ? OperationType.CREATE : OperationType.UPDATE,
        target,
        body,
        false,
        wish.sync ? WriteCommand.Manner.SYNC : WriteCommand.Manner.ASYNC,
        wish.sync || !world.chance(0.1) ? null : Duration.ofSeconds(1 + world.random.nextInt(20)),
        wish.key,
        "POST /",
        "hash-" + wish.key,
        null);
  }

  private void submit(WriteCommand command, Wish wish) {
    var node = node();
    if (!node.ready) {
      return;
    }
    try {
      node.accept
          .submit(command)
          .whenComplete(
              (answer, _) -> {
                if (!node.gone
                    && answer instanceof Answer.Ok<WriteResult>(WriteResult.Stored stored)) {
                  told(wish, stored);
                }
              });
    } catch (StoreUnavailable | World.Gone e) {
      world.note(1);
    }
  }

  private void told(Wish wish, WriteResult.Stored stored) {
    var id = stored.operation().id();
    if (wish.operation != null && !wish.operation.equals(id)) {
      wrong.add("one key made two operations: " + wish.operation + " and " + id);
    }
    if (wish.operation == null) {
      wish.operation = id;
      wish.toldAt = world.nanos();
    }
    if (wish.sync && !stored.operation().status().equals("pending")) {
      wish.endedAs = stored.operation().status();
    }
  }

  private void changeSomething() {
    var all = wishes.size();
    var wish = wishes.get(world.chance(0.6) ? all - 1 : world.random.nextInt(all));
    var id = wish.operation;
    if (id == null) {
      return;
    }
    var node = node();
    if (!node.ready) {
      return;
    }
    try {
      if (world.chance(0.6)) {
        if (node.change.cancel(partner, wish.connection.id(), id) instanceof Answer.Ok
            && !node.gone) {
          wish.cancelled = true;
        }
      } else {
        var again = new Wish(wish.connection, world.nanos(), null, false);
        if (node.change.retry(partner, wish.connection.id(), id, null, null)
                instanceof Answer.Ok(var retried)
            && !node.gone) {
          again.operation = retried.operation().id();
          again.toldAt = world.nanos();
          wishes.add(again);
        }
      }
    } catch (StoreUnavailable | World.Gone e) {
      world.note(2);
    }
  }

  // Trouble.

  private void trouble() {
    if (calm) {
      return;
    }
    var number = world.random.nextInt(nodes.length);
    var node = nodes[number];
    switch (world.random.nextInt(9)) {
      case 0, 1 -> {
        seen("crash of node " + number);
        node.crash();
        world.after(world.between(100, 9000), world.outside, () -> reboot(number, node));
      }
      case 2 -> {
        seen("node " + number + " stands still");
        node.standsStillUntil = world.nanos() + world.between(500, 15_000).toNanos();
      }
      case 3 -> {
        seen("node " + number + " ends in order");
        node.drain(
            () -> {
              node.crash();
              reboot(number, node);
            });
      }
      case 4 -> {
        seen("the store is away");
        var until = world.nanos() + world.between(200, 9000).toNanos();
        for (var one : nodes) {
          one.faults.awayUntil(until);
        }
      }
      case 5 -> {
        seen("the provider is down");
        tsp.downUntil(world.nanos() + world.between(500, 10_000).toNanos());
      }
      case 6 -> {
        seen("new credentials are needed");
        var connection = connection();
        var token = "t" + world.nanos();
        tsp.tokens.put(connection.id(), token);
        world.after(world.between(1000, 9000), clients, () -> renew(connection));
      }
      case 7 -> {
        seen("a connection is paused");
        var connection = connection();
        world.after(
            Duration.ZERO,
            clients,
            () -> attempt(() -> ready().connections.pause(partner, connection.id())));
        world.after(
            world.between(500, 5000),
            clients,
            () -> attempt(() -> ready().connections.activate(partner, connection.id())));
      }
      default -> {
        seen("node " + number + " cannot reach the store");
        node.faults.awayUntil(world.nanos() + world.between(200, 12_000).toNanos());
      }
    }
    world.after(world.between(200, 9000), world.outside, this::trouble);
  }

  private void seen(String fault) {
    faultsSeen.add(world.time() + " " + fault);
  }

  private void reboot(int number, Node dead) {
    if (nodes[number] == dead) {
      boot(number);
    }
  }

  private boolean attempt(Runnable what) {
    try {
      what.run();
      return true;
    } catch (StoreUnavailable | World.Gone e) {
      return false;
    }
  }

  private void renew(Connection connection) {
    var token = String.valueOf(tsp.tokens.get(connection.id()));
    attempt(
        () ->
            ready()
                .connections
                .patch(partner, connection.id(), Map.of("credentials", Map.of("token", token))));
  }

  // The end.

  /** Runs it all; answers what was wrong at the end. */
  List<String> run() {
    world.runUntil(BEGIN.plus(STORMY));
    calm = true;
    tsp.stopFaults();
    for (var i = 0; i < nodes.length; i++) {
      if (nodes[i].gone) {
        boot(i);
      }
      nodes[i].faults.stop();
      nodes[i].standsStillUntil = 0;
    }
    world.after(Duration.ofSeconds(1), clients, this::mend);
    var end = BEGIN.plus(STORMY);
    while (end.isBefore(BEGIN.plus(LONGEST))) {
      end = end.plusSeconds(10);
      world.runUntil(end);
      if (allEnded()) {
        break;
      }
      world.after(Duration.ZERO, clients, this::mendAgain);
    }
    return new Judgement(this).faults();
  }

  private void mend() {
    for (var connection : connections.values()) {
      var token = String.valueOf(tsp.tokens.get(connection.id()));
      while (!attempt(
          () ->
              ready()
                  .connections
                  .patch(
                      partner, connection.id(), Map.of("credentials", Map.of("token", token))))) {
        world.sleep(Duration.ofMillis(100), clients);
      }
      while (!attempt(() -> ready().connections.activate(partner, connection.id()))) {
        world.sleep(Duration.ofMillis(100), clients);
      }
    }
  }

  /** A pause, or outdated credentials, that a node held up may be stored after the mending. */
  private void mendAgain() {
    for (var connection : connections.values()) {
      var status = store.connections().find(connection.id()).map(Connection::status);
      if (status.equals(Optional.of(ConnectionStatus.PAUSED))) {
        attempt(() -> ready().connections.activate(partner, connection.id()));
      } else if (status.equals(Optional.of(ConnectionStatus.FAILED))) {
        renew(connection);
      }
    }
  }

  private boolean allEnded() {
    return store.operations().backlog(null).pending() == 0
        && wishes.stream()
            .map(wish -> wish.operation)
            .allMatch(
                id ->
                    id == null
                        || store
                            .operations()
                            .find(id)
                            .map(ResourceOperation::terminal)
                            .orElse(true));
  }

  @Override
  public void close() {
    world.close();
  }
}
