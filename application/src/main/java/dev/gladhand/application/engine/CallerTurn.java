package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Turn} of a sync write: its calls may begin until the time limit of sync writes, and
 * its caller waits for {@link #answer}.
 */
final class CallerTurn implements Turn {
  /** How long a caller waits until the result is stored; after that the answer fails. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(3);

  private final Connection connection;
  private final EngineSettings settings;
  private final Instant until;
  private final Tasks tasks;
  private final InstantSource clock;
  private final CompletableFuture<ResourceOperation> answer = new CompletableFuture<>();

  CallerTurn(
      ResourceOperation write,
      Connection connection,
      EngineSettings settings,
      Tasks tasks,
      InstantSource clock) {
    this.connection = connection;
    this.settings = settings;
    this.until = write.createdAt().plus(settings.syncTimeout());
    this.tasks = tasks;
    this.clock = clock;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public @Nullable LaneLease<ConnectionId> lease() {
    return null;
  }

  @Override
  public boolean lasts() {
    return now().isBefore(until);
  }

  @Override
  public Duration timeout() {
    var left = Duration.between(now(), until);
    return left.compareTo(settings.tspTimeout()) < 0 ? left : settings.tspTimeout();
  }

  @Override
  public void storing() {
    tasks.after(
        STORED_WITHIN,
        () ->
            answer.completeExceptionally(
                new StoreUnavailable(
                    "the result of the write is stored later",
                    true,
                    new IllegalStateException("the store is not available"))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Completes with the ended write after it is stored; fails with {@link StoreUnavailable} if that
   * takes too long.
   */
  CompletableFuture<ResourceOperation> answer() {
    return answer;
  }
}
