package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.StoreUnavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.jwt.endpoints.JwkProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the embedded issuer: one key set in the store for all nodes. The first key signs. All
 * keys whose tokens may still be valid are trusted and published. When another node has added a
 * key, this node publishes that key and signs with it within {@link #FRESH}. A token that names an
 * unknown key makes this node read the key set again at once. Blocks.
 */
@Singleton
@Requires(beans = AuthSettings.class)
public final class SigningKeys implements TokenKeys, JwkProvider {
  /** The longest time for which this node may use the key set without reading it again. */
  static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * How much longer an old key stays trusted than a token lives: other nodes sign with the old key
   * until they notice the new one, and the end of the old key is stored in whole seconds.
   */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final String NAME = "token-signing-keys";

  private final Secrets secrets;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private volatile @Nullable Known known;

  SigningKeys(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The key set as it was last read.
   *
   * @param published the public keys that callers may read; it is the same object for as long as
   *     the keys are the same
   */
  record Known(StoredKeys stored, JWKSet published, Instant at) {
    boolean believes(String id, Instant now) {
      return published.getKeyByKeyId(id) != null && now.isBefore(stored.nextEnd(at));
    }
  }

  ECKey signing() {
    return recent().stored.signing();
  }

  @Override
  public List<JWK> retrieveJsonWebKeys() {
    return recent().published.getKeys();
  }

  /**
   * The trusted keys. They are read from the store again if the key with this id is not among those
   * that were last read. If {@code id} is null, no keys are returned, because every token of this
   * issuer names its key.
   */
  @Override
  public JWKSet find(@Nullable String id) {
    if (id == null) {
      return new JWKSet();
    }
    var keys = known;
    return keys != null && keys.believes(id, clock.instant()) ? keys.published : look().published;
  }

  @Override
  public @Nullable JWKSet known() {
    var keys = known;
    return keys == null ? null : keys.published;
  }

  /**
   * Adds a new signing key; the previous key stays trusted until its last token has expired. Takes
   * part in the caller's transaction. After that transaction, call {@link #look}, so that this node
   * uses the new key at once.
   *
   * @param life the lifetime of a token
   */
  public StoredKeys rotate(Duration life) {
    var now = clock.instant();
    var until = now.plus(life).plus(MARGIN);
    return StoredKeys.read(
        secrets.change(NAME, stored -> StoredKeys.read(stored).rotated(now, until).write()));
  }

  private Known recent() {
    var keys = known;
    if (keys != null && clock.instant().isBefore(keys.at.plus(FRESH))) {
      return keys;
    }
    try {
      return look();
    } catch (StoreUnavailable e) {
      if (keys == null) {
        throw e;
      }
      return keys;
    }
  }

  /**
   * Reads the key set from the store. The result is never older than the start of this call;
   * concurrent calls share one read.
   */
  public Known look() {
    var before = begun.get();
    reading.lock();
    try {
      var keys = known;
      if (keys != null && begun.get() > before) {
        return keys;
      }
      begun.incrementAndGet();
      return read();
    } finally {
      reading.unlock();
    }
  }

  private Known read() {
    var now = clock.instant();
    var stored = StoredKeys.read(secrets.findOrMake(NAME, () -> StoredKeys.make().write()));
    var published = stored.published(now);
    var keys = known;
    var read =
        new Known(
            stored,
            keys != null && keys.published.equals(published) ? keys.published : published,
            now);
    known = read;
    return read;
  }
}
