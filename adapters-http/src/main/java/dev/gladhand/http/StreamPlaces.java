package dev.gladhand.http;

import dev.gladhand.application.Shares;
import dev.gladhand.domain.connection.PartnerId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many long requests, such as bulk writes and exports, one node serves at once, and one partner
 * of them. Thread-safe.
 */
@Singleton
public final class StreamPlaces {
  private static final int PLACES = 32;
  private static final int EACH = 4;

  private final Shares<PartnerId> shares = new Shares<>(PLACES, EACH);

  /**
   * Takes a place, until what is returned is run, for the first time. Ends the request with 429
   * where there is none, and with 404 for a caller who is no partner.
   */
  public Runnable take(@Nullable Caller caller) {
    var partner = caller == null ? null : caller.partner();
    if (partner == null) {
      throw Halt.notFound("the token belongs to no partner");
    }
    if (shares.take(List.of(partner)).isEmpty()) {
      throw Halt.tooMany(
          "at most "
              + EACH
              + " bulk requests and exports of a partner, and "
              + PLACES
              + " of all, are served at once",
          Duration.ofSeconds(1));
    }
    var given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        shares.giveBack(partner);
      }
    };
  }
}
