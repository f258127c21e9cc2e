package dev.gladhand.tsp.webfleet;

import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.call.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the errors that Webfleet reports in answers with status 200: from a header, otherwise from
 * a JSON object, otherwise from plain text. Webfleet does not publish all error codes; an unknown
 * code counts as a refusal of the call.
 */
final class WebfleetErrors {
  private static final Pattern TEXT = Pattern.compile("\\A([0-9]{1,5}),([^\\r\\n]{0,500})\\s*\\z");
  private static final int EMPTY = 63;
  private static final Duration QUOTA = Duration.ofMinutes(1);
  private static final Duration USER_BUSY = Duration.ofSeconds(10);
  private static final Duration RESOURCE_BUSY = Duration.ofSeconds(30);

  private WebfleetErrors() {}

  private record Told(int code, String words) {}

  static Verdict verdict(Exchange.Answered answered) {
    var told = answered.status() >= 300 ? null : told(answered);
    return told == null || told.code() == 0 || told.code() == EMPTY
        ? new Verdict.ByStatus()
        : meaning(told.code(), told.code() + ": " + told.words());
  }

  private static @Nullable Told told(Exchange.Answered answered) {
    var code = number(answered.header("x-webfleet-errorcode"));
    if (code != null && code != 0) {
      return new Told(code, decoded(answered.header("x-webfleet-errormessage")));
    }
    var json = answered.json();
    var coded = number(TspJson.string(json, "errorCode"));
    if (coded != null) {
      return new Told(coded, String.valueOf(TspJson.string(json, "errorMsg")));
    }
    var text = answered.whole() ? TEXT.matcher(answered.text()) : null;
    return text != null && text.matches()
        ? new Told(Integer.parseInt(text.group(1)), text.group(2))
        : null;
  }

  private static Verdict meaning(int code, String words) {
    return switch (code) {
      case 8011 -> new Verdict.Throttled(words, QUOTA);
      case 8015 -> new Verdict.Throttled(words, USER_BUSY);
      case 10000 -> new Verdict.Throttled(words, RESOURCE_BUSY);
      case 60, 9199 -> Verdict.unknown(words);
      case 1001, 1143 -> Verdict.unauthorized(words);
      default -> Verdict.invalid(words);
    };
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,5}") ? Integer.valueOf(text) : null;
  }

  private static String decoded(@Nullable String text) {
    try {
      return text == null ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return String.valueOf(text);
    }
  }
}
