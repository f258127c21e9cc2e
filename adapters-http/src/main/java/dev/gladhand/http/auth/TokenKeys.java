package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/** The public keys of the trusted issuer. Thread-safe. */
interface TokenKeys {
  /**
   * The keys that may verify a token. They are read again if they are too old or if none of them
   * has this id. Blocks.
   *
   * @param id the id that the token names; null if it names none
   */
  JWKSet find(@Nullable String id);

  /**
   * The keys as they were last read, or null if they were never read. The same object is returned
   * until a read finds other keys. Never blocks.
   */
  @Nullable JWKSet known();
}
