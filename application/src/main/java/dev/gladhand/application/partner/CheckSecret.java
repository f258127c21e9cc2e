package dev.gladhand.application.partner;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients in that know their secret. Where a client id or an address had too many wrong
 * secrets within a minute, further ones are refused before the store is asked. A secret that this
 * node remembers as the client's own is not refused for them, and the store is asked for others a
 * few times a second: who knows a client's id cannot shut it out. Thread-safe.
 */
public final class CheckSecret {
  private static final Logger LOG = LoggerFactory.getLogger(CheckSecret.class);

  /** So that many secrets which nobody remembers leave the store's connections to others. */
  private static final int LOOKS_AT_ONCE = 4;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final Clients clients;
  private final WrongSecrets wrong;
  private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);

  public CheckSecret(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.wrong = new WrongSecrets(clock);
  }

  /** What came of it. */
  public sealed interface Result {
    record Right(Client client) implements Result {}

    /**
     * @param named the client whose secret it is not; null where there is none
     */
    record Wrong(@Nullable Client named) implements Result {}

    /**
     * Refused without a look at the secret.
     *
     * @param retryAfter how long until a look
     */
    record TooMany(Duration retryAfter) implements Result {}
  }

  /**
   * Blocks.
   *
   * @param spellings of the secret; the client is let in by any of them
   * @param address of the caller, by which its wrong secrets are counted
   */
  public Result check(String id, Collection<String> spellings, String address) {
    if (clients.remembers(id, spellings) == Clients.Memory.RIGHT) {
      return look(id, spellings, address);
    }
    var bounded = wrong.wait(id, address).isPositive();
    if (bounded && mayNotLook(id, spellings, address)) {
      return tooMany(id, address);
    }
    takeTurn();
    try {
      // Others of the same caller may have been looked up while it waited for its turn.
      return !bounded && wrong.wait(id, address).isPositive() && mayNotLook(id, spellings, address)
          ? tooMany(id, address)
          : look(id, spellings, address);
    } finally {
      looks.release();
    }
  }

  /** Past a bound: whether the store is not asked. */
  private boolean mayNotLook(String id, Collection<String> spellings, String address) {
    return switch (clients.remembers(id, spellings)) {
      case RIGHT -> false;
      case WRONG -> true;
      case NOTHING -> !wrong.mayLook(id, address);
    };
  }

  private void takeTurn() {
    try {
      if (!looks.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailable(
            "too many secrets are being looked up", false, new TimeoutException());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before a secret was looked up", false, e);
    }
  }

  private Result look(String id, Collection<String> spellings, String address) {
    var client = clients.authenticate(id, spellings);
    if (client.isPresent()) {
      return new Result.Right(client.get());
    }
    if (wrong.wait(id, address).isPositive()) {
      return tooMany(id, address);
    }
    var named = clients.remembered(id);
    note(id, named.isPresent(), address, "");
    return new Result.Wrong(named.orElse(null));
  }

  private Result tooMany(String id, String address) {
    var wait = wrong.wait(id, address);
    var known = clients.remembers(id);
    note(id, known, address, "; further ones of this minute are answered 429 and not logged");
    return new Result.TooMany(wait);
  }

  /** Names the client only where it is known, since some callers send the secret in its place. */
  private void note(String id, boolean known, String address, String more) {
    if (wrong.note(id, address)) {
      LOG.warn(
          "a wrong secret for {} from {}{}",
          known ? "the client " + id : "an unknown client",
          address,
          more);
    }
  }
}
