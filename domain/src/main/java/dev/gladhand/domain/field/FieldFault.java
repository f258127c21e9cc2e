package dev.gladhand.domain.field;

/**
 * One fault of a request body.
 *
 * @param path dotted, such as {@code defects.2}; empty for the body as a whole
 * @param input the value that was sent, cut at 200 characters
 * @param errorType the kind of fault, a word on which callers can rely; it begins with the TSP's
 *     slug if the TSP made the rule
 */
public record FieldFault(String path, String input, String message, String errorType) {
  private static final int INPUT_LIMIT = 200;
  private static final String MORE = "more_faults";

  /** The bytes that member names and punctuation take in the JSON of one fault. */
  private static final int FRAME = 64;

  public FieldFault {
    input = cut(input);
  }

  public FieldFault under(String parent) {
    if (parent.isEmpty() || further() > 0) {
      return this;
    }
    return new FieldFault(path.isEmpty() ? parent : parent + "." + path, input, message, errorType);
  }

  /** The same fault, marked as a breach of a rule of one TSP. */
  public FieldFault by(String slug) {
    return further() > 0 ? this : new FieldFault(path, input, message, slug + "." + errorType);
  }

  /** The same fault with another message, and with a mask in place of the input. */
  public FieldFault masked(String words, String mask) {
    return further() > 0
        ? this
        : new FieldFault(path, input.isEmpty() ? "" : mask, words, errorType);
  }

  /** The last entry of a list of faults: it gives the number of faults that are not listed. */
  static FieldFault more(int number) {
    return new FieldFault(
        "", Integer.toString(number), number + " more faults are not listed", MORE);
  }

  /** The number of faults that are not listed, if this fault gives it; 0 for an ordinary fault. */
  int further() {
    return errorType.equals(MORE) ? Integer.parseInt(input) : 0;
  }

  /** The bytes that the fault takes as JSON in an answer. */
  int size() {
    return FRAME + size(path) + size(input) + size(message) + size(errorType);
  }

  private static int size(String text) {
    var size = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      size += c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
    }
    return size;
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
