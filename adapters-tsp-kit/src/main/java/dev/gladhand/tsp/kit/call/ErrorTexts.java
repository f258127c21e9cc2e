package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.tsp.TspRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the texts about failed calls that partners read: TSP, method, URL, status, the TSP's own
 * words and its request id.
 */
final class ErrorTexts {
  private static final int LONGEST_WORDS = 1000;
  private static final int LONGEST_ID = 200;
  private static final List<String> WORDS =
      List.of(
          "message",
          "Message",
          "error_description",
          "error_message",
          "errorMessage",
          "detail",
          "title",
          "error");
  private static final List<String> MORE_WORDS = List.of("MessageDetail", "errors");
  private static final List<String> IDS =
      List.of("requestId", "request_id", "correlationId", "traceId");
  private static final List<String> ID_HEADERS =
      List.of("x-request-id", "request-id", "x-correlation-id");

  private ErrorTexts() {}

  static String answered(
      String tsp,
      TspRequest request,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      Secrets secrets) {
    var text =
        new StringBuilder(tsp)
            .append(" answered ")
            .append(call(request))
            .append(" with ")
            .append(status);
    var json = TspJson.read(body);
    var words = words(json, headers, body);
    if (!words.isEmpty()) {
      text.append(": ").append(cut(secrets.scrub(words), LONGEST_WORDS));
    }
    var id = requestId(json, headers);
    if (id != null) {
      text.append(" (request id ").append(cut(id, LONGEST_ID)).append(')');
    }
    return tidy(secrets.scrub(text.toString()));
  }

  static String unanswered(String tsp, TspRequest request, String detail, Secrets secrets) {
    return tidy(
        secrets.scrub(tsp + " gave no complete answer to " + call(request) + ": " + detail));
  }

  static String remark(String tsp, TspRequest request, int status, String remark, Secrets secrets) {
    return tidy(
        secrets.scrub(
            tsp
                + " answered "
                + call(request)
                + " with "
                + status
                + ": "
                + cut(secrets.scrub(remark), LONGEST_WORDS)));
  }

  private static String call(TspRequest request) {
    return request.method() + " " + request.url();
  }

  static String words(@Nullable TspJson json, Map<String, List<String>> headers, byte[] body) {
    if (json != null) {
      return words(json);
    }
    var type = first(headers, "content-type");
    if (body.length == 0) {
      return "";
    }
    if (type != null && type.toLowerCase(Locale.ROOT).contains("html")) {
      return "an HTML page";
    }
    return new String(body, 0, Math.min(body.length, 4 * LONGEST_WORDS), StandardCharsets.UTF_8)
        .strip();
  }

  private static String words(TspJson json) {
    for (var name : WORDS) {
      var said = TspJson.at(json, name);
      if (said != null) {
        return said.text() + more(json);
      }
    }
    return json.isNull() ? "" : json.text();
  }

  private static String more(TspJson json) {
    var more = new StringBuilder();
    for (var name : MORE_WORDS) {
      var said = TspJson.at(json, name);
      if (said != null) {
        more.append("; ").append(said.text());
      }
    }
    return more.toString();
  }

  private static @Nullable String requestId(
      @Nullable TspJson json, Map<String, List<String>> headers) {
    for (var name : IDS) {
      var id = TspJson.string(json, name);
      if (id != null) {
        return id;
      }
    }
    for (var name : ID_HEADERS) {
      var id = first(headers, name);
      if (id != null) {
        return id;
      }
    }
    return headers.keySet().stream()
        .filter(ReplyHeaders::isRequestId)
        .sorted()
        .findFirst()
        .map(name -> first(headers, name))
        .orElse(null);
  }

  static @Nullable String first(Map<String, List<String>> headers, String name) {
    var values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /**
   * Replaces control characters with blanks and lone surrogates with U+FFFD, because stores refuse
   * them and logs should not contain them.
   */
  static String tidy(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "…";
  }
}
