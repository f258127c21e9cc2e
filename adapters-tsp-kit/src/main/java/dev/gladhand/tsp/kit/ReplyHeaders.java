package dev.gladhand.tsp.kit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The headers of an answer that a partner may see: a closed list, so that no cookie or token is
 * ever among them.
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
          "request-id",
          "retry-after",
          "server",
          "sunset",
          "warning",
          "x-correlation-id",
          "x-request-id",
          "x-samsara-request-id");
  private static final List<String> FAMILIES =
      List.of("ratelimit", "x-ratelimit-", "x-rate-limit-");

  private ReplyHeaders() {}

  static Map<String, String> shown(Map<String, List<String>> headers, Secrets secrets) {
    var shown = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, values) -> {
          if (SHOWN.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
            var value = secrets.scrub(String.join(", ", values));
            shown.put(name, ErrorTexts.cut(ErrorTexts.tidy(value), LONGEST_VALUE));
          }
        });
    return shown;
  }
}
