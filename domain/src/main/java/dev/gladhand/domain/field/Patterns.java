package dev.gladhand.domain.field;

import java.util.regex.Pattern;

/** Searches texts for patterns with the meaning that ECMA-262, and so JSON Schema, gives them. */
final class Patterns {
  private Patterns() {}

  /**
   * Whether the pattern is found in the text. In Java, but not in ECMA-262, {@code $} also matches
   * before a line break at the end.
   */
  static boolean found(Pattern pattern, String text) {
    if (!endsWithLineBreak(text)) {
      return pattern.matcher(text).find();
    }
    return Pattern.compile(strict(pattern.pattern()), pattern.flags()).matcher(text).find();
  }

  private static boolean endsWithLineBreak(String text) {
    return !text.isEmpty() && "\n\r\u0085\u2028\u2029".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static String strict(String pattern) {
    var strict = new StringBuilder();
    var inClass = false;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        strict.append(c).append(pattern.charAt(++i));
        continue;
      }
      inClass = inClass ? c != ']' : c == '[';
      strict.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
    }
    return strict.toString();
  }
}
