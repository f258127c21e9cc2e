package dev.gladhand.client;

import dev.gladhand.client.http.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Repeats a call while the node asks for it or cannot be reached. Waits as long as the node says.
 */
final class Repeats {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration patience;
  private final Consumer<Duration> sleep;

  Repeats(Duration patience, Consumer<Duration> sleep) {
    this.patience = patience;
    this.sleep = sleep;
  }

  static Repeats within(Duration patience) {
    return new Repeats(patience, Repeats::sleep);
  }

  <T> T of(Gladhand.Call<T> call) throws ApiException {
    var waited = Duration.ZERO;
    for (var usual = Duration.ofSeconds(1); ; usual = usual.multipliedBy(2)) {
      var failure = (ApiException) null;
      try {
        return call.make();
      } catch (Tokens.NoToken e) {
        failure = e.failure();
      } catch (ApiException e) {
        failure = e;
      }
      var pause = pause(failure, usual.compareTo(LONGEST) < 0 ? usual : LONGEST);
      waited = pause == null ? waited : waited.plus(pause);
      if (pause == null || waited.compareTo(patience) > 0) {
        throw failure;
      }
      sleep.accept(pause);
    }
  }

  void pause(Duration time) {
    sleep.accept(time);
  }

  /** The wait before the call is repeated; null if a repeat would not help. */
  private static Duration pause(ApiException failure, Duration usual) {
    var headers = failure.getResponseHeaders();
    var named = headers == null ? "" : headers.firstValue("Retry-After").orElse("");
    var later = named.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(named)) : usual;
    return switch (failure.getCode()) {
      case 429, 503 -> later;
      // Another request with the same key is still running.
      case 409 -> named.isEmpty() ? null : later;
      // There was no answer.
      case 0 -> failure.getCause() instanceof IOException ? usual : null;
      default -> null;
    };
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
