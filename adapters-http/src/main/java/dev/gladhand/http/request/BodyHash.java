package dev.gladhand.http.request;

import dev.gladhand.domain.record.Sha256;
import dev.gladhand.json.JsonWriter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a body's meaning: the order of fields, white space and spellings of numbers such as
 * {@code 1.0} do not change it.
 */
public final class BodyHash {
  private BodyHash() {}

  public static String of(@Nullable Object json) {
    var digest = Sha256.digest();
    JsonWriter.canonical(json, digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
