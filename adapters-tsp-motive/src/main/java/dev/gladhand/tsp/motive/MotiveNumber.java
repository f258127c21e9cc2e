package dev.gladhand.tsp.motive;

import dev.gladhand.domain.payload.Reference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Motive's ids as its bodies hold them: numbers. */
final class MotiveNumber {
  /** What becomes the same digits again as a JSON number. */
  private static final Pattern ID = Pattern.compile("0|[1-9][0-9]{0,17}");

  private MotiveNumber() {}

  /** The number, or null where the id is none. */
  static @Nullable Long of(Reference reference) {
    var text = text(reference);
    return ID.matcher(text).matches() ? Long.valueOf(text) : null;
  }

  static String text(Reference reference) {
    return reference.source() == null ? "" : reference.source().value();
  }
}
