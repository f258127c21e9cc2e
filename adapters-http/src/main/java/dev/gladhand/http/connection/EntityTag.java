package dev.gladhand.http.connection;

import dev.gladhand.domain.record.Sha256;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The entity tag of a body: the same for the same bytes on every node. */
record EntityTag(String value) {
  private static final int LENGTH = 22;

  static EntityTag of(byte[] body) {
    var hash = Sha256.digest().digest(body);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    return new EntityTag(text.substring(0, LENGTH));
  }

  /** Whether an {@code If-None-Match} header names this tag; weak tags match too (RFC 9110). */
  boolean matches(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    return Arrays.stream(ifNoneMatch.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(toString()));
  }

  @Override
  public String toString() {
    return '"' + value + '"';
  }
}
