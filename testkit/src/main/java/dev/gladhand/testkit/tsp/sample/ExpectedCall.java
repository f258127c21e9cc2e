package dev.gladhand.testkit.tsp.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that an adapter must make, byte by byte, and the TSP's successful answer. In target and
 * body, {@code {operation}} stands for the operation's UUID, {@code {key}} for its 32 digits, and
 * {@code *****} for a generated secret.
 *
 * @param target path and query
 * @param headers the headers beyond those of every call
 */
public record ExpectedCall(
    String method,
    String target,
    @Nullable String body,
    Map<String, String> headers,
    int status,
    String reply) {

  public ExpectedCall {
    headers = Map.copyOf(headers);
  }

  public static ExpectedCall of(String method, String target, String body) {
    return new ExpectedCall(method, target, body, Map.of(), 200, "");
  }

  public static ExpectedCall get(String target) {
    return new ExpectedCall("GET", target, null, Map.of(), 200, "");
  }

  public ExpectedCall with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ExpectedCall(method, target, body, more, status, reply);
  }

  /** The same call with this answer. */
  public ExpectedCall answered(int code, String text) {
    return new ExpectedCall(method, target, body, headers, code, text);
  }

  public Reaction reaction(UUID operation) {
    return Reaction.reply(status, filled(reply, operation));
  }

  public String target(UUID operation) {
    return filled(target, operation);
  }

  public String body(UUID operation) {
    return body == null ? "" : filled(body, operation);
  }

  public static String filled(String text, UUID operation) {
    return text.replace("{operation}", operation.toString())
        .replace("{key}", operation.toString().replace("-", ""));
  }

  /**
   * Whether a request is this call; {@code *} at the end of the target or the body matches
   * anything.
   */
  public boolean isAskedBy(String otherMethod, String otherTarget, String text) {
    return method.equals(otherMethod)
        && fits(target, otherTarget)
        && fits(body == null ? "" : body, text);
  }

  private static boolean fits(String pattern, String text) {
    return pattern.endsWith("*")
        ? text.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(text);
  }

  /** Whether a text is the expected one; each {@code *****} matches any secret. */
  public static boolean same(String expected, String text) {
    return expected.equals(text) || filled(expected).matcher(text).matches();
  }

  /**
   * The generated secrets in a text: the parts that stand where the expected text has {@code
   * *****}; empty if the text is not the expected one.
   */
  public static List<String> secrets(String expected, String text) {
    var secrets = new ArrayList<String>();
    var matcher = filled(expected).matcher(text);
    if (matcher.matches()) {
      for (var i = 1; i <= matcher.groupCount(); i++) {
        secrets.add(matcher.group(i));
      }
    }
    return secrets;
  }

  private static Pattern filled(String expected) {
    var parts =
        Arrays.stream(expected.split(Pattern.quote("*****"), -1)).map(Pattern::quote).toList();
    return Pattern.compile(String.join("([^\"]+)", parts), Pattern.DOTALL);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
