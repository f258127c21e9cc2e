package dev.gladhand.application.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What another partner's id costs is what an id of nobody costs, counted in questions. */
class LiveConnectionsTest {
  private static final PartnerId OWNER = new PartnerId(new UUID(1, 1));
  private static final PartnerId SPY = new PartnerId(new UUID(1, 2));
  private static final ConnectionId THEIRS = new ConnectionId(new UUID(2, 1));
  private static final ConnectionId NOBODYS = new ConnectionId(new UUID(2, 2));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> asked = new ArrayList<>();
  private final LiveConnections live = new LiveConnections(store(), () -> now);

  /** A store with one connection, which can be asked for it, and nothing else. */
  private Connections store() {
    var connection =
        new Connection(
            THEIRS,
            OWNER,
            new TspId("acme"),
            new UUID(3, 1),
            "F-1",
            Settings.NONE,
            ConnectionStatus.ACTIVE,
            null,
            now,
            now,
            null,
            1);
    return (Connections)
        Proxy.newProxyInstance(
            Connections.class.getClassLoader(),
            new Class<?>[] {Connections.class},
            (_, called, arguments) -> {
              asked.add(called.getName() + List.of(arguments));
              var owned = arguments[arguments.length - 1].equals(THEIRS);
              return owned && (arguments.length == 1 || arguments[0].equals(OWNER))
                  ? Optional.of(connection)
                  : Optional.empty();
            });
  }

  private int questions(PartnerId partner, ConnectionId id, boolean there) {
    var before = asked.size();
    assertEquals(there, live.find(partner, id).isPresent());
    return asked.size() - before;
  }

  @Test
  void anIdOfAnotherPartnerIsAskedForAsOneThatIsNobodys() {
    assertEquals(1, questions(SPY, THEIRS, false));
    assertEquals(1, questions(SPY, NOBODYS, false));
    assertEquals(0, questions(SPY, THEIRS, false));
    assertEquals(0, questions(SPY, NOBODYS, false));
    assertTrue(asked.stream().allMatch(one -> one.contains(SPY.toString())), asked::toString);
  }

  @Test
  void whatIsRememberedForItsOwnerIsNotForAnother() {
    assertEquals(1, questions(OWNER, THEIRS, true));
    assertEquals(0, questions(OWNER, THEIRS, true));
    assertEquals(1, questions(SPY, THEIRS, false));
    assertEquals(1, questions(SPY, NOBODYS, false));
    assertEquals(0, questions(OWNER, THEIRS, true));
  }

  @Test
  void bothAreForgottenTogether() {
    questions(SPY, THEIRS, false);
    questions(SPY, NOBODYS, false);
    questions(OWNER, THEIRS, true);
    now = now.plusSeconds(2);
    assertEquals(1, questions(SPY, THEIRS, false));
    assertEquals(1, questions(SPY, NOBODYS, false));
  }
}
