package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/** The public keys of the issuer that is believed. Thread-safe. */
interface TokenKeys {
  /**
   * The keys to check a token by, looked up anew where the id is not among those that are known.
   * Blocks.
   *
   * @param id as the token names it; null where it names none
   */
  JWKSet find(@Nullable String id);

  /** The same object for as long as the keys are the same; never blocks. */
  @Nullable JWKSet known();
}
