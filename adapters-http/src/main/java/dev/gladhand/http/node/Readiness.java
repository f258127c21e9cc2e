package dev.gladhand.http.node;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs all readiness checks on a thread of their own. One round runs at a time and answers all
 * callers that arrive meanwhile. Thread-safe, never blocks.
 */
@Singleton
final class Readiness {
  private static final long PATIENCE_MILLIS = 2000;
  private static final String NO_STORE = "the store is unreachable";

  private final List<ReadinessCheck> checks;
  private final Executor thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("readiness").daemon().factory());
  private CompletableFuture<String> round = CompletableFuture.completedFuture("");

  Readiness(List<ReadinessCheck> checks) {
    this.checks = checks;
  }

  /** What the node lacks to take requests; empty if nothing. Completes within two seconds. */
  CompletionStage<String> missing() {
    return round().copy().completeOnTimeout(NO_STORE, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized CompletableFuture<String> round() {
    if (round.isDone()) {
      round = CompletableFuture.supplyAsync(this::check, thread).exceptionally(_ -> NO_STORE);
    }
    return round;
  }

  private String check() {
    for (var check : checks) {
      var missing = check.missing();
      if (missing != null) {
        return missing;
      }
    }
    return "";
  }
}
