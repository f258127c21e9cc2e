package dev.gladhand.http.request;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.share.Shares;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of long requests, such as bulk writes and exports, that a node serves at the
 * same time, in all and for each partner. A body that is still arriving has a place of another
 * kind, of which there are many more, so that partners with slow bodies do not block others.
 * Thread-safe.
 */
@Singleton
public final class StreamPlaces {
  private static final int ARRIVING = 512;
  private static final int PLACES = 32;
  private static final int EACH = 4;

  private final Shares<PartnerId> arriving = new Shares<>(ARRIVING, EACH);
  private final Shares<PartnerId> served = new Shares<>(PLACES, EACH);

  /**
   * Takes a place for a request that is served; the first run of the returned action gives the
   * place back. Ends the request with 429 if there is no place, and with 404 if the caller belongs
   * to no partner.
   */
  public Runnable take(@Nullable Caller caller) {
    return take(
        served,
        caller,
        "the node serves at most "
            + EACH
            + " bulk requests and exports of one partner at once, and "
            + PLACES
            + " of all partners: try again later");
  }

  /** Takes a place for a body that is still arriving; otherwise like {@link #take(Caller)}. */
  Runnable await(@Nullable Caller caller) {
    return take(
        arriving,
        caller,
        "the node receives at most "
            + EACH
            + " bulk requests of one partner at once, and "
            + ARRIVING
            + " of all partners: try again later");
  }

  private static Runnable take(Shares<PartnerId> shares, @Nullable Caller caller, String full) {
    var partner = caller == null ? null : caller.partner();
    if (partner == null) {
      throw Halt.notFound("the token belongs to no partner");
    }
    if (shares.take(List.of(partner)).isEmpty()) {
      throw Halt.tooMany(full, Duration.ofSeconds(1));
    }
    var given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        shares.giveBack(partner);
      }
    };
  }
}
