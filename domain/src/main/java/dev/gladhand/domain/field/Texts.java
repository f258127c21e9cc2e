package dev.gladhand.domain.field;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that strings can be stored: no store keeps NUL or half of a surrogate pair. */
public final class Texts {
  /**
   * JSON Schema of the strings that {@link #storable} refuses. The pattern is for a validator that
   * compares code points (the flag {@code u} of ECMA-262).
   */
  static final Map<String, Object> UNSTORABLE = Map.of("pattern", "[\\u0000\\ud800-\\udfff]");

  private Texts() {}

  public static boolean storable(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Adds a fault for every string, key or value, at any depth, that cannot be stored. */
  public static void check(@Nullable Object value, Faults faults) {
    switch (value) {
      case String text when !storable(text) ->
          faults.add(text, "must not contain NUL or a lone surrogate", "string_invalid");
      case List<?> list -> {
        for (var i = 0; i < list.size(); i++) {
          check(list.get(i), faults.at(Integer.toString(i)));
        }
      }
      case Map<?, ?> map ->
          map.forEach(
              (key, inner) -> {
                var name = String.valueOf(key);
                if (!storable(name)) {
                  faults.add(
                      name,
                      "a field's name must not contain NUL or a lone surrogate",
                      "string_invalid");
                }
                check(inner, faults.at(name));
              });
      case null, default -> {}
    }
  }

  /** The bytes of a JSON value in UTF-8, with the escapes that JSON needs. */
  public static long jsonBytes(@Nullable Object value) {
    return switch (value) {
      case String text -> 2 + text.chars().mapToLong(Texts::jsonBytes).sum();
      case List<?> list -> 1 + list.size() + list.stream().mapToLong(Texts::jsonBytes).sum();
      case Map<?, ?> map ->
          1
              + map.entrySet().stream()
                  .mapToLong(each -> 2 + jsonBytes(each.getKey()) + jsonBytes(each.getValue()))
                  .sum();
      case null -> 4;
      default -> value.toString().length();
    };
  }

  /**
   * The bytes of one UTF-16 unit in UTF-8, with its escape. A half of a surrogate pair counts as
   * two bytes, because the pair takes four.
   */
  private static long jsonBytes(int c) {
    if (c < 0x80) {
      return c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3;
  }

  /** The text with a replacement character in place of each character that no store keeps. */
  public static String clean(String text) {
    if (storable(text)) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
