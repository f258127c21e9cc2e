package dev.gladhand.http.request;

import dev.gladhand.json.JsonWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a body's meaning: the order of fields, white space and spellings of numbers such as
 * {@code 1.0} do not change it.
 */
public final class BodyHash {
  private BodyHash() {}

  public static String of(@Nullable Object json) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      JsonWriter.canonical(json, digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
