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

  /**
   * The keys as they were last read, or null if they were never read. It is the same object until
   * other keys are read. Never blocks.
   */
  @Nullable JWKSet known();
}
