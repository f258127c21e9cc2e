package dev.gladhand.domain.payload;

/**
 * One fault of a request body.
 *
 * @param path dotted, such as {@code defects.2}; empty for the body as a whole
 * @param input what was there, cut at 200 characters
 * @param errorType a stable word, prefixed by the TSP's slug where the rule is the TSP's
 */
public record FieldFault(String path, String input, String message, String errorType) {
  private static final int INPUT_LIMIT = 200;

  public FieldFault {
    input = cut(input);
  }

  public FieldFault under(String parent) {
    return new FieldFault(path.isEmpty() ? parent : parent + "." + path, input, message, errorType);
  }

  /** The same fault as a rule of one TSP. */
  public FieldFault by(String slug) {
    return new FieldFault(path, input, message, slug + "." + errorType);
  }

  private static String cut(String text) {
    if (text.length() <= INPUT_LIMIT) {
      return text;
    }
    var end =
        Character.isHighSurrogate(text.charAt(INPUT_LIMIT - 1)) ? INPUT_LIMIT - 1 : INPUT_LIMIT;
    return text.substring(0, end);
  }
}
