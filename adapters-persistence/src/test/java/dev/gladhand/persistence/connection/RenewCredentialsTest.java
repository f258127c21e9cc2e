package dev.gladhand.persistence.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.persistence.database.Call;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.database.Transactions;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.testkit.store.Samples;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A refresh token that is used up is replaced in the store, however long that takes. */
@Timeout(60)
final class RenewCredentialsTest {
  /** With half a second after each, and what each takes: minutes. */
  private static final int TRIES = 500;

  private final Set<Thread> awayFor = ConcurrentHashMap.newKeySet();

  /** A store that is away for some threads: PostgreSQL is asked on the caller's own. */
  @SuppressWarnings("unchecked")
  private Database database(StoreContext real) {
    var pool = real.bean(Pool.class);
    var transactions =
        new Transactions(
            real.bean(TransactionOperations.class), real.bean(ConnectionOperations.class), pool) {
          @Override
          public <T> T run(Call<T> call) {
            if (awayFor.contains(Thread.currentThread())) {
              throw new StoreUnavailable("away", false, new SQLException("away", "08001"));
            }
            return super.run(call);
          }
        };
    return new Database(transactions, pool, null);
  }

  @Test
  void whatWasRenewedIsKeptUntilTheStoreTakesItAndNobodyRenewsTheSameAgain() throws Exception {
    try (var test = TestDatabase.postgresql()) {
      var database = database(test.context());
      var secrets =
          new SecretRows(
              database,
              test.context().bean(ConnectionSecretRepository.class),
              new Vault(SqlFixture.KEYS));
      var id = new ConnectionId(UUID.randomUUID());
      database.transact(
          _ -> {
            secrets.add(id, Samples.credentials("old"));
            return id;
          });
      var first = Thread.currentThread();
      var tries = new AtomicInteger();
      var secondWaits = new CountDownLatch(1);
      var begin = new CountDownLatch(1);
      var renewing =
          new RenewCredentials(
              database,
              secrets,
              _ -> {
                if (!Thread.currentThread().equals(first)) {
                  secondWaits.countDown();
                } else if (tries.incrementAndGet() == 1) {
                  // Long enough for the lease to run out.
                  test.execute("update connection_secret set renewed_until = null");
                  begin.countDown();
                } else if (tries.get() == TRIES) {
                  await(secondWaits);
                  awayFor.remove(first);
                }
              });
      var second =
          CompletableFuture.supplyAsync(
              () -> {
                await(begin);
                return renewing.run(
                    id,
                    1,
                    _ -> {
                      throw new AssertionError("the refresh token was used up");
                    });
              });
      var stored =
          renewing.run(
              id,
              1,
              _ -> {
                awayFor.add(first);
                return Optional.of(Samples.credentials("new"));
              });
      assertEquals("new", token(stored));
      assertEquals("new", token(second.get(20, TimeUnit.SECONDS)));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Object token(StoredCredentials stored) {
    return stored.json().get(Samples.TOKEN.name());
  }
}
