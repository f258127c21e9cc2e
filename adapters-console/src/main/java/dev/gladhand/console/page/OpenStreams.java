package dev.gladhand.console.page;

import dev.gladhand.share.Shares;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Limits how many streamed answers are open at once, in all and for each client. A place is taken
 * before the answer begins, because a refusal needs a status of its own. The place is given back
 * when the stream ends, or after ten seconds if nobody subscribes to the stream. Thread-safe.
 */
public final class OpenStreams {
  private static final int UNCLAIMED = 10;

  private final Shares<String> places;
  private final String full;

  /**
   * @param full the message for a client for which there is no place
   */
  public OpenStreams(int all, int each, String full) {
    this.places = new Shares<>(all, each);
    this.full = full;
  }

  /**
   * Takes a place, and returns the stream, which gives the place back at its end. Ends the request
   * with a 429 if there is no place.
   */
  public <T> Flux<T> open(String client, Flux<T> stream) {
    if (places.take(List.of(client)).isEmpty()) {
      throw new Stop(429, full);
    }
    var claimed = new AtomicBoolean();
    var unclaimed =
        Schedulers.parallel()
            .schedule(
                () -> {
                  if (claimed.compareAndSet(false, true)) {
                    places.giveBack(client);
                  }
                },
                UNCLAIMED,
                TimeUnit.SECONDS);
    return Flux.defer(
        () -> {
          if (!claimed.compareAndSet(false, true)) {
            return Flux.empty();
          }
          unclaimed.dispose();
          return stream.doFinally(_ -> places.giveBack(client));
        });
  }
}
