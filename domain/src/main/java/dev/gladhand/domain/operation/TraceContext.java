package dev.gladhand.domain.operation;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trace that an operation belongs to, in the format of the W3C recommendation Trace Context.
 *
 * @param parent the {@code traceparent} in version 00, 55 characters; of its flags only the sampled
 *     one is kept
 * @param state the {@code tracestate}, at most 512 characters; null if there is none
 */
public record TraceContext(String parent, @Nullable String state) {
  /** The most characters of a {@code tracestate}. */
  public static final int LONGEST_STATE = 512;

  private static final Pattern PARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]");

  /** A {@code traceparent} of any version; later versions may append a hyphen and further text. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z0-9][a-z0-9_*/@-]{0,255})="
              + "[\\x20-\\x2B\\x2D-\\x3C\\x3E-\\x7E]{0,255}[\\x21-\\x2B\\x2D-\\x3C\\x3E-\\x7E]");

  private static final int LONGEST_PARENT = 512;
  private static final int MOST_MEMBERS = 32;
  private static final int SAMPLED = 1;

  public TraceContext {
    if (!PARENT.matcher(parent).matches()) {
      throw new IllegalArgumentException("not a traceparent of version 00");
    }
    if (state != null && (state.isEmpty() || state.length() > LONGEST_STATE)) {
      throw new IllegalArgumentException("a tracestate has 1 to " + LONGEST_STATE + " characters");
    }
  }

  /**
   * Reads the headers of a request. A {@code traceparent} that is missing, given twice or malformed
   * gives null. A {@code tracestate} that is malformed or too long is left out. The recommendation
   * demands both.
   *
   * @param parents the values of {@code traceparent}
   * @param states the values of {@code tracestate}, in their order
   */
  public static @Nullable TraceContext of(List<String> parents, List<String> states) {
    if (parents.size() != 1 || parents.getFirst().length() > LONGEST_PARENT) {
      return null;
    }
    var given = GIVEN.matcher(parents.getFirst().strip());
    if (!given.matches() || given.group(1).equals("00") && given.group(4) != null) {
      return null;
    }
    var sampled = Integer.parseInt(given.group(3), 16) & SAMPLED;
    return new TraceContext("00-" + given.group(2) + "-0" + sampled, state(states));
  }

  private static @Nullable String state(List<String> states) {
    var members =
        states.stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .map(String::strip)
            .filter(member -> !member.isEmpty())
            .toList();
    var keys = new HashSet<String>();
    for (var member : members) {
      var read = MEMBER.matcher(member);
      if (!read.matches() || !keys.add(read.group(1))) {
        return null;
      }
    }
    var text = members.stream().collect(Collectors.joining(","));
    return text.isEmpty() || members.size() > MOST_MEMBERS || text.length() > LONGEST_STATE
        ? null
        : text;
  }
}
