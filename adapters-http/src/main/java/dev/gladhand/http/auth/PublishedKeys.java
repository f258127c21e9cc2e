package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a key set that an external issuer has published. */
final class PublishedKeys {
  private PublishedKeys() {}

  /**
   * The public keys of the set that are supported; the others are ignored (RFC 7517, section 5).
   */
  static JWKSet read(String json) throws ParseException {
    var set = JSONObjectUtils.parse(json);
    if (set == null || !(set.get("keys") instanceof List<?> keys)) {
      throw new ParseException("no key set", 0);
    }
    return new JWKSet(keys.stream().map(PublishedKeys::key).filter(Objects::nonNull).toList());
  }

  private static @Nullable JWK key(@Nullable Object member) {
    try {
      if (member instanceof Map<?, ?> map) {
        @SuppressWarnings("unchecked") // The names of a JSON object are strings.
        var key = JWK.parse((Map<String, Object>) map);
        return key.toPublicJWK();
      }
      return null;
    } catch (ParseException | RuntimeException e) {
      // The library throws several exceptions for a key that it does not support.
      return null;
    }
  }
}
