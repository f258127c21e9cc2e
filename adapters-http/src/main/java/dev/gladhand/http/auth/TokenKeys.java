package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/** The public keys of the trusted issuer. Thread-safe. */
interface TokenKeys {
  /**
   * The keys that may verify a token. They are read again if the id is not among the known ones.
   * Blocks.
   *
   * @param id the id that the token names; null if it names none
   */
  JWKSet find(@Nullable String id);

  /** The known keys: the same object for as long as they are the same. Never blocks. */
  @Nullable JWKSet known();
}
