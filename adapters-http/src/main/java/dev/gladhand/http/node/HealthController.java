package dev.gladhand.http.node;

import dev.gladhand.http.Api;
import dev.gladhand.http.Call;
import dev.gladhand.http.Draining;
import dev.gladhand.http.Errors;
import dev.gladhand.http.Open;
import dev.gladhand.http.Replies;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** For those who start, stop and route to the node. */
@Api("/health")
final class HealthController {
  private static final Map<String, String> UP = Map.of("status", "UP");
  private static final long PATIENCE_MILLIS = 2000;

  private final Draining draining;
  private final List<ReadinessCheck> checks;
  private final ExecutorService blocking;

  HealthController(
      Draining draining,
      List<ReadinessCheck> checks,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.draining = draining;
    this.checks = checks;
    this.blocking = blocking;
  }

  /** The process answers. */
  @Get("/liveness")
  @Open
  HttpResponse<?> liveness(Call call) {
    return Replies.ok(UP);
  }

  /** Requests are welcome. */
  @Get("/readiness")
  @Open
  HttpResponse<?> readiness(Call call) {
    if (draining.begun()) {
      return Errors.unavailable("the node is about to stop", 1);
    }
    var missing = missing();
    return missing == null ? Replies.ok(UP) : Errors.unavailable(missing, 1);
  }

  private @Nullable String missing() {
    for (var check : checks) {
      try {
        var missing =
            CompletableFuture.<@Nullable String>supplyAsync(check::missing, blocking)
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        if (missing != null) {
          return missing;
        }
      } catch (CompletionException e) {
        return "the store is unreachable";
      }
    }
    return null;
  }
}
