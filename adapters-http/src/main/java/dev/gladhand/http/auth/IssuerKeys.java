package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.http.Halt;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an external issuer: fetched when first needed, when they are old, and when a token
 * names one that is not among them; never more often than {@link #PAUSE}, however many such tokens
 * come. Blocks.
 */
final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration OLD = Duration.ofMinutes(10);
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

  /** The key of that id; all of them where a token names none. */
  List<JWK> candidates(@Nullable String id) {
    var known = keys;
    if (known == null || isOld() || id != null && known.getKeyByKeyId(id) == null) {
      known = refresh();
    }
    if (known == null) {
      throw new Halt(
          503,
          "the keys of the tokens' issuer cannot be fetched",
          Map.of("Retry-After", Long.toString(PAUSE.toSeconds())));
    }
    if (id == null) {
      return known.getKeys();
    }
    var key = known.getKeyByKeyId(id);
    return key == null ? List.of() : List.of(key);
  }

  private boolean isOld() {
    return clock.instant().isAfter(fetched.plus(OLD));
  }

  private @Nullable JWKSet refresh() {
    fetching.lock();
    try {
      var now = clock.instant();
      if (tried.isBefore(now.minus(PAUSE))) {
        tried = now;
        keys = JWKSet.parse(source.fetch(url)).toPublicJWKSet();
        fetched = now;
      }
    } catch (IOException | ParseException e) {
      LOG.warn("the key set of the tokens' issuer cannot be fetched from {}", url.getHost());
    } finally {
      fetching.unlock();
    }
    return keys;
  }
}
