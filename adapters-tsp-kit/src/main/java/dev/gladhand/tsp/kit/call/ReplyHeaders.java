package dev.gladhand.tsp.kit.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Selects the headers of a TSP's answer that a partner may see. Only headers with certain names are
 * selected, so that no cookies or tokens are shown.
 */
final class ReplyHeaders {
  private static final int LONGEST_VALUE = 500;
  private static final Set<String> SHOWN =
      Set.of(
          "allow",
          "content-encoding",
          "content-language",
          "content-length",
          "content-type",
          "date",
          "deprecation",
          "retry-after",
          "server",
          "sunset",
          "warning");
  private static final List<String> FAMILIES =
      List.of("ratelimit", "x-ratelimit-", "x-rate-limit-");

  /** Matches the names of headers with a request id, which may begin with the TSP's name. */
  private static final Pattern REQUEST_ID = Pattern.compile("(.+-)?(request|correlation)-id");

  private ReplyHeaders() {}

  /**
   * Whether a header with this name holds the TSP's id of the request; the name must be in lower
   * case.
   */
  static boolean isRequestId(String name) {
    return REQUEST_ID.matcher(name).matches();
  }

  static Map<String, String> shown(Map<String, List<String>> headers, Secrets secrets) {
    var shown = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, values) -> {
          if (SHOWN.contains(name)
              || isRequestId(name)
              || FAMILIES.stream().anyMatch(name::startsWith)) {
            var value = secrets.scrub(String.join(", ", values));
            shown.put(name, ErrorTexts.cut(ErrorTexts.tidy(value), LONGEST_VALUE));
          }
        });
    return shown;
  }
}
