package dev.gladhand.domain.record;

/**
 * The TSP's own id of a record: 1 to 512 characters (code points), which the gateway does not
 * interpret.
 */
public record SourceId(String value) {
  public static final int MAX_LENGTH = 512;

  public SourceId {
    if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException("a source id has 1 to " + MAX_LENGTH + " characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
