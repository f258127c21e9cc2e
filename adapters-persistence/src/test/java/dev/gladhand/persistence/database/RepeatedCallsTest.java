package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.persistence.StoreTest;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.RaceLost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails in passing is tried again, and only that; what failed leaves nothing behind. */
@Timeout(60)
final class RepeatedCallsTest {
  private TestDatabase test;
  private Database database;
  private final AtomicInteger tries = new AtomicInteger();

  private void on(StoreTest.On on) {
    test =
        switch (on) {
          case H2 -> TestDatabase.h2();
          case POSTGRESQL -> TestDatabase.postgresql();
        };
    database = test.database();
    test.execute("create table note (what varchar)");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private int note(Connection sql) throws SQLException {
    try (var statement = sql.prepareStatement("insert into note values (?)")) {
      Parameters.of(statement).text("try " + tries.incrementAndGet());
      return statement.executeUpdate();
    }
  }

  private String notes() {
    return database.read(
        sql -> {
          var all = new ArrayList<String>();
          try (var statement = sql.createStatement();
              var rows = statement.executeQuery("select what from note")) {
            while (rows.next()) {
              all.add(rows.getString(1));
            }
          }
          return String.join(", ", all);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "H2, 40001",
    "H2, 08006",
    "POSTGRESQL, 40001",
    "POSTGRESQL, 40P01",
    "POSTGRESQL, 08006",
  })
  void whatFailsInPassingIsTriedAgain(StoreTest.On on, String state) {
    on(on);
    database.transact(
        sql -> {
          note(sql);
          if (tries.get() < 3) {
            throw new SQLException("in passing", state);
          }
          return true;
        });
    assertEquals("try 3", notes());
  }

  @ParameterizedTest
  @EnumSource
  void aLostRaceIsRunAgainAndGivenUpInTime(StoreTest.On on) {
    on(on);
    var told =
        assertThrows(
            StoreUnavailable.class,
            () ->
                database.transact(
                    sql -> {
                      note(sql);
                      throw new RaceLost("another node was faster");
                    }));
    assertFalse(told.maybeCommitted());
    assertTrue(tries.get() > 1 && tries.get() < 20, () -> tries.get() + " tries");
    assertEquals("", notes());
  }

  @ParameterizedTest
  @CsvSource({"H2, 22012", "H2, 53100", "POSTGRESQL, 22012", "POSTGRESQL, 53100"})
  void whatAnotherTryWouldMeetAgainIsNotRepeated(StoreTest.On on, String state) {
    on(on);
    var told =
        assertThrows(
            RuntimeException.class,
            () ->
                database.transact(
                    sql -> {
                      note(sql);
                      throw new SQLException("for good", state);
                    }));
    if (state.startsWith("22")) {
      assertInstanceOf(IllegalStateException.class, told);
    } else {
      assertFalse(assertInstanceOf(StoreUnavailable.class, told).maybeCommitted());
    }
    assertEquals(1, tries.get());
    assertEquals("", notes());
  }

  /** As after a restart of the server: each of them says so only when it is used. */
  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void aPoolOfDeadConnectionsIsPassedOver(StoreTest.On on) throws SQLException {
    on(on);
    var pool = test.context().bean(Pool.class).source();
    var all = new ArrayList<Connection>();
    while (all.size() < pool.getMaximumPoolSize()) {
      all.add(pool.getConnection());
    }
    for (var one : all.subList(1, all.size())) {
      try (var statement = all.getFirst().createStatement()) {
        var server = one.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        statement.execute("select pg_terminate_backend(" + server + ", 5000)");
      }
    }
    for (var one : all.subList(1, all.size())) {
      one.close();
    }
    database.transact(this::note);
    assertTrue(tries.get() > 0);
    assertEquals("try " + tries.get(), notes());
    all.getFirst().close();
  }
}
