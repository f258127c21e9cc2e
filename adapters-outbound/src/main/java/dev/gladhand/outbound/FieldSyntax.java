package dev.gladhand.outbound;

/** The characters that the name and the value of a header field may contain. */
final class FieldSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private FieldSyntax() {}

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * Whether a value consists of visible ASCII, blanks and tabs, so that it cannot end its line and
   * add another field.
   */
  static boolean isSendable(String value) {
    return value.chars().allMatch(c -> (c >= 0x20 && c <= 0x7e) || c == '\t');
  }

  /** A received value without control characters, which some stores and logs refuse. */
  static String cleaned(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return value.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", " ");
      }
    }
    return value;
  }
}
