package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.http.answer.Halt;
import java.io.UncheckedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an external issuer. They are fetched at the first use, when they are five minutes
 * old, and when a token names an unknown key, but at most every ten seconds. While one caller
 * fetches them, the others use the keys that were fetched before. If the issuer cannot be reached,
 * its last keys are trusted for an hour. Blocks.
 */
final class IssuerKeys implements TokenKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration OLD = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofHours(1);
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
    if (known == null
        || clock.instant().isAfter(fetched.plus(OLD))
        || id != null && known.getKeyByKeyId(id) == null) {
      known = refresh();
    }
    if (known == null || clock.instant().isAfter(fetched.plus(OLDEST))) {
      throw Halt.unavailable("the keys of the tokens' issuer cannot be fetched", PAUSE);
    }
    return known;
  }

  private @Nullable JWKSet refresh() {
    if (keys == null) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return keys;
    }
    try {
      if (tried.isBefore(clock.instant().minus(PAUSE))) {
        fetch();
      }
    } finally {
      fetching.unlock();
    }
    return keys;
  }

  private void fetch() {
    try {
      var begun = clock.instant();
      var read = PublishedKeys.read(source.fetch(url));
      if (!read.equals(keys)) {
        keys = read;
      }
      fetched = begun;
    } catch (UncheckedIOException | ParseException e) {
      LOG.warn("the key set of the tokens' issuer cannot be fetched from {}", url.getHost());
    } finally {
      // Set after the fetch, so that callers that waited for a slow fetch do not start another.
      tried = clock.instant();
    }
  }
}
