package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.sql.SqlWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What H2 has in its file when it crashes is what whole transactions did. */
@Timeout(60)
class H2CrashTest {
  @TempDir Path folder;

  private static int execute(StoreContext context, String statement) {
    return onThisThread(
        context,
        connection -> {
          try (var sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
          }
        });
  }

  /** So that the test sees where it is. */
  private static <T> T onThisThread(StoreContext context, SqlWork<T> work) {
    return context.bean(Transactions.class).run(new Call<>(Call.Kind.TRANSACTION, work));
  }

  private static org.h2.engine.Database h2(StoreContext context) throws SQLException {
    try (var connection = context.bean(Pool.class).source().getConnection()) {
      return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }
  }

  /** Has H2 stop there while it notes, map by map, what a commit is to store. */
  private static final class Barrier extends MVMap.DecisionMaker<String> {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private int tries;

    @Override
    public MVMap.Decision decide(String before, String after) {
      // Only after some tries does H2 lock the map for the one that changes it.
      if (tries++ < 5) {
        return MVMap.Decision.REPEAT;
      }
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return MVMap.Decision.PUT;
    }
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the test took too long");
      }
      Thread.onSpinWait();
    }
  }

  private static boolean isIn(Thread thread, String method) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  @Test
  void aRowAndItsIndexAreStoredTogether() throws Exception {
    var url = "jdbc:h2:file:" + folder.resolve("store");
    try (var context = StoreContext.open(url, "sa", "")) {
      execute(context, "create table busy (id int primary key)");
      execute(context, "create table row_of (id uuid primary key, due int)");
      MVStore store = h2(context).getStore().getMvStore();
      // It is stored after the rows and before their index: H2 goes by the age of its maps.
      MVMap<String, String> between = store.openMap("between");
      execute(context, "create index row_of_due on row_of (due)");
      execute(context, "insert into row_of values (random_uuid(), 1)");

      var barrier = new Barrier();
      var holder = Thread.ofPlatform().start(() -> between.operate("key", "value", barrier));
      barrier.reached.await();
      var storing =
          Thread.ofPlatform().start(() -> execute(context, "insert into busy values (1)"));
      until(() -> isIn(storing, "setWriteVersion"));
      var changed = new CountDownLatch(1);
      var crashed = new CountDownLatch(1);
      var changing =
          Thread.ofPlatform()
              .start(
                  () ->
                      onThisThread(
                          context,
                          connection -> {
                            try (var sql = connection.createStatement()) {
                              sql.executeUpdate("update row_of set due = 2");
                            }
                            changed.countDown();
                            try {
                              crashed.await();
                            } catch (InterruptedException e) {
                              Thread.currentThread().interrupt();
                            }
                            return true;
                          }));
      changing.setUncaughtExceptionHandler((thread, failure) -> {});
      until(() -> changed.getCount() == 0 || isIn(changing, "tryLock"));
      barrier.open.countDown();
      holder.join();
      storing.join();
      changed.await();
      h2(context).shutdownImmediately();
      crashed.countDown();
      changing.join();
    }
    try (var context = StoreContext.open(url, "sa", "")) {
      assertEquals(1, execute(context, "update row_of set due = 3"));
      assertEquals(1, execute(context, "update row_of set due = 4 where due = 3"));
    }
  }
}
