package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how connections and their credentials are stored. */
public abstract class ConnectionsContract extends StoreContract {
  private PartnerId partner;

  @BeforeEach
  void makePartner() {
    partner = samples.partner();
  }

  private StoredCredentials credentials(Connection connection) {
    return store.connections().credentials(connection.id()).orElseThrow();
  }

  private static @Nullable Object token(StoredCredentials credentials) {
    return credentials.json().get(Samples.TOKEN.name());
  }

  @Test
  void findsWhatWasAdded() {
    var limit = Fields.builder().put(Settings.PER_MINUTE, new BigDecimal("12.50")).build();
    var settings =
        new Settings(
            Fields.builder()
                .put(Settings.BASE_URL, "https://api.example.com")
                .put(Settings.RATE_LIMIT, limit)
                .put(Settings.MAX_CONCURRENCY, 7)
                .build());
    var connection = samples.connection(partner, Samples.TSP, null, settings);
    assertEquals(Optional.of(connection), store.connections().find(connection.id()));
    assertEquals(Optional.of(connection), store.connections().find(partner, connection.id()));
    assertEquals(Optional.empty(), store.connections().find(samples.partner(), connection.id()));
    assertEquals(Optional.empty(), store.connections().find(new ConnectionId(samples.id())));
    assertEquals(List.of("connection.created"), store.eventsOf(connection.id().value()));
  }

  @Test
  void findsThoseOfManyThatThereAre() {
    var first = samples.connection(partner);
    var second = samples.connection(samples.partner());
    samples.connection(partner);
    assertEquals(
        Map.of(first.id(), first, second.id(), second),
        store
            .connections()
            .findAll(List.of(second.id(), new ConnectionId(samples.id()), first.id(), first.id())));
    assertEquals(Map.of(), store.connections().findAll(List.of()));
  }

  @Test
  void keepsCredentials() {
    var connection = samples.connection(partner);
    assertEquals("token-of-" + connection.id(), token(credentials(connection)));
    assertEquals(1, credentials(connection).version());
    assertEquals(Optional.empty(), store.connections().credentials(new ConnectionId(samples.id())));
  }

  @Test
  void updatesWhatNobodyElseChanged() {
    var connection = samples.connection(partner);
    var paused = connection.with(ConnectionStatus.PAUSED, store.now());
    assertTrue(store.connections().update(paused, null, "connection.paused"));
    assertEquals(Optional.of(paused), store.connections().find(connection.id()));
    var failed = connection.with(ConnectionStatus.FAILED, store.now());
    assertFalse(store.connections().update(failed, Samples.credentials("x"), "connection.failed"));
    assertEquals(Optional.of(paused), store.connections().find(connection.id()));
    assertEquals(1, credentials(connection).version());
    assertEquals(
        List.of("connection.created", "connection.paused"),
        store.eventsOf(connection.id().value()));
    assertTrue(
        store.connections().update(paused.with(ConnectionStatus.ACTIVE, store.now()), null, null));
    assertEquals(2, store.eventsOf(connection.id().value()).size());
  }

  @Test
  void replacesCredentials() {
    var connection = samples.connection(partner);
    var active = connection.with(ConnectionStatus.ACTIVE, store.now());
    assertTrue(store.connections().update(active, Samples.credentials("new"), null));
    assertEquals("new", token(credentials(connection)));
    assertEquals(2, credentials(connection).version());
  }

  @Test
  void forgetsTheCredentialsOfADeletedConnection() {
    var connection = samples.connection(partner);
    var deleted = connection.with(ConnectionStatus.DELETED, store.now());
    assertTrue(store.connections().update(deleted, null, "connection.deleted"));
    assertEquals(Optional.of(deleted), store.connections().find(connection.id()));
    assertEquals(Optional.empty(), store.connections().credentials(connection.id()));
    assertEquals(List.of(), store.connections().list(partner, null, null, null, 10));
  }

  @Test
  void renewsCredentialsThatNobodyRenewed() {
    var connection = samples.connection(partner);
    var renewed =
        store
            .connections()
            .renew(
                connection.id(),
                1,
                seen -> {
                  assertEquals("token-of-" + connection.id(), token(seen));
                  return Optional.of(Samples.credentials("renewed"));
                });
    assertEquals("renewed", token(renewed));
    assertEquals(2, renewed.version());
    assertEquals("renewed", token(credentials(connection)));

    var second =
        store
            .connections()
            .renew(
                connection.id(),
                1,
                _ -> {
                  throw new AssertionError("they were renewed before");
                });
    assertEquals("renewed", token(second));
  }

  @Test
  void leavesCredentialsThatCouldNotBeRenewed() {
    var connection = samples.connection(partner);
    var same = store.connections().renew(connection.id(), 1, _ -> Optional.empty());
    assertEquals(1, same.version());
    assertThrows(
        ArithmeticException.class,
        () ->
            store
                .connections()
                .renew(
                    connection.id(),
                    1,
                    _ -> {
                      throw new ArithmeticException();
                    }));
    var renewed =
        store
            .connections()
            .renew(connection.id(), 1, _ -> Optional.of(Samples.credentials("at last")));
    assertEquals("at last", token(renewed));
  }

  @Test
  void newCredentialsOfThePartnerBeatRenewedOnes() {
    var connection = samples.connection(partner);
    var current =
        store
            .connections()
            .renew(
                connection.id(),
                1,
                _ -> {
                  var active = connection.with(ConnectionStatus.ACTIVE, store.now());
                  store.connections().update(active, Samples.credentials("partner's"), null);
                  return Optional.empty();
                });
    assertEquals(
        "partner's", token(store.connections().renew(connection.id(), 1, _ -> Optional.empty())));
    assertTrue(current.version() <= 2);
  }

  @Test
  void listsByEachFilter() {
    var first = samples.connection(partner);
    var second = samples.connection(partner, new TspId("superoffice"), "fleet-2", Settings.NONE);
    var third = samples.connection(partner, Samples.TSP, null, Settings.NONE);
    samples.connection(samples.partner());
    assertEquals(
        List.of(first, second, third), store.connections().list(partner, null, null, null, 10));
    assertEquals(List.of(first), store.connections().list(partner, null, null, null, 1));
    assertEquals(
        List.of(second, third), store.connections().list(partner, null, null, first.id(), 10));
    assertEquals(
        List.of(first, third), store.connections().list(partner, Samples.TSP, null, null, 10));
    assertEquals(List.of(second), store.connections().list(partner, null, "fleet-2", null, 10));
  }

  @Test
  void noMoreAreAddedThanThePartnerMayHave() {
    var partner = samples.partner();
    var first = another(partner);
    assertTrue(add(first, 3));
    var gone = first.with(ConnectionStatus.DELETED, store.now());
    assertTrue(store.connections().update(gone, null, null));
    var added = new AtomicInteger();
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 12; i++) {
        racers.submit(() -> add(another(partner), 3) ? added.incrementAndGet() : 0);
      }
    }
    assertEquals(3, added.get(), "the deleted one does not count");
    assertFalse(add(another(partner), 3));
    assertTrue(add(another(samples.partner()), 3), "each partner has its own");
  }

  /** A connection that the store does not contain yet. */
  private Connection another(PartnerId of) {
    var now = store.now();
    return new Connection(
        new ConnectionId(samples.id()),
        of,
        Samples.TSP,
        samples.id(),
        "fleet-1",
        Settings.NONE,
        ConnectionStatus.ACTIVE,
        null,
        now,
        now,
        null,
        1);
  }

  private boolean add(Connection connection, int most) {
    var credentials = Samples.credentials("t");
    return store.connections().add(connection, credentials, "connection.created", most);
  }
}
