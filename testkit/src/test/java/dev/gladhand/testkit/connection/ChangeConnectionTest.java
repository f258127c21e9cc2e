package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ChangeConnectionTest {
  private final House house = new House();

  @Test
  void keepsAbsentClearsNullAndSetsTheRest() {
    var id =
        house.connection(
            Map.of(
                "fleet_ref", "north",
                "description", "first",
                "settings",
                    Map.of("tags", List.of("a"), "max_concurrency", new java.math.BigDecimal(3))));
    var settings = new HashMap<String, Object>();
    settings.put("tags", null);
    settings.put("base_url", "https://api.listed.example");
    var body = new HashMap<String, Object>();
    body.put("description", null);
    body.put("settings", settings);
    var view = House.ok(house.change.patch(House.PARTNER, id, body));
    assertNull(House.json(view, "description"));
    assertEquals("north", House.json(view, "fleet_ref"));
    assertEquals(
        Map.of(
            "base_url",
            "https://api.listed.example",
            "max_concurrency",
            new java.math.BigDecimal(3)),
        House.json(view, "settings"));
    assertEquals(view.toJson(), stored(id).toJson());
    assertEquals(List.of("connection.created", "connection.updated"), house.events());
  }

  @Test
  void replacesCredentialsWhole() {
    var id = house.connection(Map.of("credentials", Map.of("api_token", "a", "account", "77")));
    var view =
        House.ok(
            house.change.patch(House.PARTNER, id, Map.of("credentials", Map.of("api_token", "b"))));
    assertEquals(Map.of("api_token", "*****"), House.json(view, "credentials"));
    assertEquals(
        "b", house.store.connections().credentials(id).orElseThrow().json().get("api_token"));
  }

  @Test
  void tellsEveryFaultOfAPatchAtOnceAndChangesNothing() {
    var id = house.connection();
    var settings = new HashMap<String, Object>();
    settings.put("no_such", null);
    settings.put("tags", "a");
    var body = new HashMap<String, Object>();
    body.put("credentials", null);
    body.put("settings", settings);
    body.put("source_name", "listed");
    assertEquals(
        Map.of(
            "credentials", "null_not_allowed",
            "settings.no_such", "unknown_field",
            "settings.tags", "array_type",
            "source_name", "unknown_field"),
        House.faults(house.change.patch(House.PARTNER, id, body)));
    assertEquals(
        Map.of("", "empty_update"), House.faults(house.change.patch(House.PARTNER, id, Map.of())));
    assertEquals(1, stored(id).connection().version());
  }

  @Test
  void newCredentialsBringAFailedConnectionBack() {
    var id = house.connection();
    house.fail(id);
    var view =
        House.ok(
            house.change.patch(
                House.PARTNER, id, Map.of("credentials", Map.of("api_token", "new"))));
    assertEquals("active", House.json(view, "status"));
    assertEquals("null", house.parked(id));
    assertEquals("connection.activated", house.events().getLast());
  }

  @Test
  void anotherChangeLeavesAFailedConnectionFailed() {
    var id = house.connection();
    house.fail(id);
    var view = House.ok(house.change.patch(House.PARTNER, id, Map.of("description", "x")));
    assertEquals("failed", House.json(view, "status"));
    assertEquals("credentials", house.parked(id));
  }

  @Test
  void newCredentialsLeaveAPausedConnectionPaused() {
    var id = house.connection();
    House.ok(house.change.pause(House.PARTNER, id));
    var view =
        House.ok(
            house.change.patch(
                House.PARTNER, id, Map.of("credentials", Map.of("api_token", "new"))));
    assertEquals("paused", House.json(view, "status"));
    assertEquals("paused", house.parked(id));
  }

  @Test
  void pausingParksTheLaneAndActivatingResumesIt() {
    var id = house.connection();
    assertEquals("paused", House.json(House.ok(house.change.pause(House.PARTNER, id)), "status"));
    assertEquals("paused", house.parked(id));
    House.ok(house.change.pause(House.PARTNER, id));
    assertEquals(
        "active", House.json(House.ok(house.change.activate(House.PARTNER, id)), "status"));
    assertEquals("null", house.parked(id));
    assertEquals(
        List.of("connection.created", "connection.paused", "connection.activated"), house.events());
  }

  @Test
  void activatingAnActiveConnectionMendsALaneThatStayedParked() {
    var id = house.connection();
    house.store.lanes().park(id, "credentials");
    House.ok(house.change.activate(House.PARTNER, id));
    assertEquals("null", house.parked(id));
    assertEquals(List.of("connection.created"), house.events());
  }

  @Test
  void aDeletedConnectionIsGoneByEveryRoute() {
    var id = house.connection();
    house.store.lanes().park(id, "credentials");
    House.ok(house.change.delete(House.PARTNER, id));
    assertEquals("null", house.parked(id));
    assertEquals("connection.deleted", house.events().getLast());
    assertGone(house.read.get(House.PARTNER, id));
    assertGone(house.change.delete(House.PARTNER, id));
    assertGone(house.change.activate(House.PARTNER, id));
    assertGone(house.change.patch(House.PARTNER, id, Map.of("description", "x")));
    assertTrue(house.read.list(House.PARTNER, all(), null, 10).isEmpty());
  }

  @Test
  void anotherPartnersConnectionDoesNotExist() {
    var id = house.connection(Map.of("fleet_ref", "north"));
    var mine = String.valueOf(House.refusal(house.read.get(House.OTHER, id)));
    var never = new ConnectionId(new java.util.UUID(9, 9));
    assertEquals(
        String.valueOf(House.refusal(house.read.get(House.OTHER, never)))
            .replace(never.toString(), "…"),
        mine.replace(id.toString(), "…"));
    assertGone(house.change.pause(House.OTHER, id));
    assertGone(house.change.delete(House.OTHER, id));
    assertTrue(
        house
            .read
            .list(House.OTHER, new ReadConnections.Filter("listed", "north", null), null, 10)
            .isEmpty());
    assertEquals(1, stored(id).connection().version());
  }

  @Test
  void aChangeThatLostTheRaceIsMadeUponTheOther() {
    var id = house.connection(Map.of("settings", Map.of("tags", List.of("a"))));
    var rival = new ArrayDeque<Runnable>();
    var change = house.change(interrupted(house.store.connections(), rival));
    rival.add(
        () ->
            House.ok(house.change.patch(House.PARTNER, id, Map.of("description", "the other's"))));
    var view =
        House.ok(change.patch(House.PARTNER, id, Map.of("settings", Map.of("tags", List.of("b")))));
    assertEquals("the other's", House.json(view, "description"));
    assertEquals(Map.of("tags", List.of("b")), House.json(view, "settings"));
    assertEquals(3, stored(id).connection().version());
  }

  @Test
  void aChangeThatLosesEveryRaceIsToldSo() {
    var id = house.connection();
    var rival = new ArrayDeque<Runnable>();
    var change = house.change(interrupted(house.store.connections(), rival));
    for (var i = 0; i < 100; i++) {
      rival.add(() -> touch(id));
    }
    var answer = change.patch(House.PARTNER, id, Map.of("description", "mine"));
    assertInstanceOf(Refusal.Conflict.class, House.refusal(answer));
  }

  @Test
  void aChangeIsNotToldAsUndoneIfTheStoreIsLostAfterIt() {
    var id = house.connection();
    var change = house.change(lostAfterUpdate(house.store.connections()));
    var lost =
        assertThrows(
            StoreUnavailable.class,
            () -> change.patch(House.PARTNER, id, Map.of("description", "stored")));
    assertTrue(lost.maybeCommitted());
    assertEquals("stored", stored(id).connection().description());
  }

  @Test
  void aChangeIsToldAsUndoneIfTheStoreIsLostBeforeIt() {
    var id = house.connection();
    var change = house.change(lost(house.store.connections(), method -> method.equals("update")));
    var lost =
        assertThrows(
            StoreUnavailable.class,
            () -> change.patch(House.PARTNER, id, Map.of("description", "stored")));
    assertFalse(lost.maybeCommitted());
    assertNull(stored(id).connection().description());
  }

  @Test
  void listsByFilterAndPage() {
    for (var i = 0; i < 7; i++) {
      house.connection(Map.of("fleet_ref", i % 2 == 0 ? "even" : "odd"));
    }
    var paused = house.connection();
    House.ok(house.change.pause(House.PARTNER, paused));
    var first = house.read.list(House.PARTNER, all(), null, 5);
    var rest = house.read.list(House.PARTNER, all(), first.getLast().connection().id(), 5);
    assertEquals(5, first.size());
    assertEquals(3, rest.size());
    assertEquals(4, list("listed", "even", null).size());
    assertEquals(0, list("Listed'", null, null).size());
    assertEquals(
        List.of(paused),
        list(null, null, ConnectionStatus.PAUSED).stream().map(v -> v.connection().id()).toList());
  }

  private List<ConnectionView> list(String source, String fleet, ConnectionStatus status) {
    return house.read.list(
        House.PARTNER, new ReadConnections.Filter(source, fleet, status), null, 10);
  }

  private static ReadConnections.Filter all() {
    return new ReadConnections.Filter(null, null, null);
  }

  private void touch(ConnectionId id) {
    Connection present = house.store.connections().find(id).orElseThrow();
    house.store.connections().update(present.with(present.status(), house.now), null, null);
  }

  private ConnectionView stored(ConnectionId id) {
    return House.ok(house.read.get(House.PARTNER, id));
  }

  private static void assertGone(Answer<?> answer) {
    assertInstanceOf(Refusal.NotFound.class, House.refusal(answer));
  }

  /** Lets a rival come in between reading and changing. */
  private static Connections interrupted(Connections connections, ArrayDeque<Runnable> rivals) {
    return before(
        connections,
        method -> {
          if (method.equals("update") && !rivals.isEmpty()) {
            rivals.removeFirst().run();
          }
        });
  }

  /** The connections, which no call reaches after the first change. */
  private static Connections lostAfterUpdate(Connections connections) {
    var changed = new AtomicBoolean();
    return lost(connections, method -> changed.getAndSet(changed.get() || method.equals("update")));
  }

  private static Connections lost(Connections connections, Predicate<String> isLost) {
    return before(
        connections,
        method -> {
          if (isLost.test(method)) {
            throw new StoreUnavailable("away", false, new IllegalStateException("away"));
          }
        });
  }

  /** The connections; the test is told the name of each method before it is called. */
  private static Connections before(Connections connections, Consumer<String> test) {
    return (Connections)
        Proxy.newProxyInstance(
            Connections.class.getClassLoader(),
            new Class<?>[] {Connections.class},
            (_, method, arguments) -> {
              test.accept(method.getName());
              try {
                return method.invoke(connections, arguments);
              } catch (InvocationTargetException e) {
                throw new AssertionError(Arrays.toString(arguments), e.getCause());
              }
            });
  }
}
