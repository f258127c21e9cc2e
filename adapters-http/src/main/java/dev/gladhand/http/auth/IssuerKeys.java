package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.http.Halt;
import java.io.UncheckedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an external issuer: fetched when first needed, when they are five minutes old, and
 * when a token names one that is not among them; never more often than every ten seconds, however
 * many such tokens come. Keys that could not be fetched anew for an hour are not trusted any more:
 * one of them may have been withdrawn. Blocks, but only those who have no key that fits while
 * another fetches them.
 */
final class IssuerKeys implements TokenKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration OLD = Duration.ofMinutes(5);
  private static final Duration TOO_OLD = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final URI url;
  private final KeySetSource source;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable JWKSet keys;
  private volatile Instant fetched = Instant.MIN;
  private volatile Instant tried = Instant.MIN;

  IssuerKeys(URI url, KeySetSource source, InstantSource clock) {
    this.url = url;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public @Nullable JWKSet known() {
    return keys;
  }

  @Override
  public JWKSet find(@Nullable String id) {
    var known = keys;
    if (known != null && clock.instant().isAfter(fetched.plus(TOO_OLD))) {
      known = null;
    }
    if (known == null
        || clock.instant().isAfter(fetched.plus(OLD))
        || id != null && known.getKeyByKeyId(id) == null) {
      known = refresh(known);
    }
    if (known == null) {
      throw new Halt(
          503,
          "the keys of the tokens' issuer cannot be fetched",
          Map.of("Retry-After", Long.toString(PAUSE.toSeconds())));
    }
    return known;
  }

  /**
   * @param known what its callers go on with while somebody else fetches, or null
   */
  private @Nullable JWKSet refresh(@Nullable JWKSet known) {
    if (known == null) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return known;
    }
    try {
      if (tried.isBefore(clock.instant().minus(PAUSE))) {
        return fetched(known);
      }
      return known == null && !clock.instant().isAfter(fetched.plus(TOO_OLD)) ? keys : known;
    } finally {
      fetching.unlock();
    }
  }

  private @Nullable JWKSet fetched(@Nullable JWKSet known) {
    try {
      var read = PublishedKeys.read(source.fetch(url));
      if (!read.equals(keys)) {
        keys = read;
      }
      fetched = clock.instant();
      return keys;
    } catch (UncheckedIOException | ParseException e) {
      LOG.warn("the key set of the tokens' issuer cannot be fetched from {}", url.getHost());
      return known;
    } finally {
      // Counted from the end of the try, which may have taken longer than the pause.
      tried = clock.instant();
    }
  }
}
