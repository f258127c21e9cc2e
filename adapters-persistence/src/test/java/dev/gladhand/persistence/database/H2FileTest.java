package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.persistence.StoreContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class H2FileTest {
  @TempDir Path folder;

  private static void execute(Database database, String statement) {
    database.transact(
        connection -> {
          try (var sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
          }
        });
  }

  private static List<String> notes(Database database) {
    return database.read(
        connection -> {
          var notes = new ArrayList<String>();
          try (var sql = connection.createStatement();
              var rows = sql.executeQuery("select what from note order by what")) {
            while (rows.next()) {
              notes.add(rows.getString(1));
            }
          }
          return notes;
        });
  }

  /** As H2 does by itself at a write that fails. */
  private static void closeFile(Connection connection) throws SQLException {
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    session.getDatabase().getStore().getMvStore().closeImmediately();
  }

  private static org.h2.engine.Database h2(StoreContext context) throws SQLException {
    try (var connection = context.bean(Pool.class).source().getConnection()) {
      return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }
  }

  @Test
  void isOpenedAgainWhereItIsDamagedAndItsIndexesAreRight() throws SQLException {
    try (var context = StoreContext.open("jdbc:h2:file:" + folder.resolve("store"), "sa", "")) {
      var database = context.database();
      execute(database, "create table note (what varchar(10))");
      execute(database, "insert into note values ('one')");
      var before = h2(context);
      var lost = new MVStoreException(DataUtils.ERROR_CHUNK_NOT_FOUND, "lost");
      var tries = new AtomicInteger();
      database.transact(
          connection -> {
            if (tries.getAndIncrement() == 0) {
              throw new SQLException("a chunk is lost", "HY000", lost);
            }
            try (var sql = connection.createStatement()) {
              return sql.executeUpdate("insert into note values ('two')");
            }
          });
      assertNotSame(before, h2(context));
      assertEquals(List.of("one", "two"), notes(database));
    }
  }

  /** Its answer may come all the same, where it was quick. */
  private static void interrupted(Runnable call) {
    Thread.currentThread().interrupt();
    try {
      call.run();
    } catch (StoreUnavailable e) {
      assertTrue(e.maybeCommitted());
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void staysOpenWhenACallerIsInterrupted() throws SQLException {
    try (var context = StoreContext.open("jdbc:h2:file:" + folder.resolve("store"), "sa", "")) {
      var database = context.database();
      execute(database, "create table note (what varchar(10))");
      var before = h2(context);
      interrupted(() -> execute(database, "insert into note values ('one')"));
      interrupted(
          () ->
              database.together(
                  () -> {
                    execute(database, "insert into note values ('two')");
                    return true;
                  }));
      // Their work goes on, before that of the next.
      while (notes(database).size() < 2) {
        Thread.onSpinWait();
      }
      assertSame(before, h2(context));
    }
  }

  @Test
  void isOpenedAgainEachTimeThatItWasClosed() throws SQLException {
    var url = "jdbc:h2:file:" + folder.resolve("store");
    try (var context = StoreContext.open(url, "sa", "")) {
      var database = context.database();
      var pool = context.bean(Pool.class).source();
      execute(database, "create table note (what varchar(10))");
      execute(database, "insert into note values ('one')");
      try (var stale = pool.getConnection()) {
        closeFile(stale);
        // From memory, if it were asked there.
        assertEquals(List.of("one"), notes(database));
        execute(database, "insert into note values ('two')");
      }
      try (var connection = pool.getConnection()) {
        closeFile(connection);
      }
      execute(database, "insert into note values ('three')");
      assertEquals(List.of("one", "three", "two"), notes(database));
    }
  }
}
