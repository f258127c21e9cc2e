package dev.gladhand.http.connection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The entity tag of a body: the same for the same bytes on every node. */
record EntityTag(String value) {
  private static final int LENGTH = 22;

  static EntityTag of(byte[] body) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body);
      var text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return new EntityTag(text.substring(0, LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
