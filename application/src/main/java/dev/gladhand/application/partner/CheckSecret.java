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
 * Authenticates clients by their secret. After too many wrong secrets within a minute for a client
 * id or from an address, further requests are refused without looking the secret up in the store.
 * There are two exceptions, so that an attacker who knows a client's id cannot lock the client out:
 * a secret that was right when this node last looked it up is still checked, and so are a few other
 * secrets a second. Thread-safe.
 */
public final class CheckSecret {
  private static final Logger LOG = LoggerFactory.getLogger(CheckSecret.class);

  /**
   * The most concurrent checks at the store, so that many unknown secrets do not use up its
   * connections.
   */
  private static final int LOOKS_AT_ONCE = 4;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final Clients clients;
  private final WrongSecrets wrong;
  private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);

  public CheckSecret(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.wrong = new WrongSecrets(clock);
  }

  /** The result of a check. */
  public sealed interface Result {
    record Right(Client client) implements Result {}

    /**
     * The secret is wrong.
     *
     * @param named the client with this id; null if there is none
     */
    record Wrong(@Nullable Client named) implements Result {}

    /**
     * The request was refused without checking the secret.
     *
     * @param retryAfter how long until secrets are checked again
     */
    record TooMany(Duration retryAfter) implements Result {}
  }

  /**
   * Checks a secret. Blocks.
   *
   * @param spellings possible spellings of the secret; any of them may match
   * @param address the caller's address, for which wrong secrets are counted
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
      // Other requests of the same caller may have been checked while this one waited.
      return !bounded && wrong.wait(id, address).isPositive() && mayNotLook(id, spellings, address)
          ? tooMany(id, address)
          : look(id, spellings, address);
    } finally {
      looks.release();
    }
  }

  /**
   * Whether the secret must not be looked up in the store, given that there were too many wrong
   * secrets for this id or from this address.
   */
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
    note(
        id,
        known,
        address,
        "; further attempts within this minute are answered with 429 and not logged");
    return new Result.TooMany(wait);
  }

  /**
   * Counts a wrong or refused secret, and logs it if it is among the first ones of a minute. The
   * client id is logged only if there is such a client, because some callers send the secret in its
   * place.
   */
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
