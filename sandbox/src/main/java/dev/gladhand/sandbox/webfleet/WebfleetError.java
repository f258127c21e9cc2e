package dev.gladhand.sandbox.webfleet;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An error that the simulated Webfleet answers with, always with status 200 and in one of three
 * forms.
 */
final class WebfleetError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The form in which Webfleet answers with an error: a header, a JSON object, or plain text. */
  enum Dress {
    HEADER,
    JSON,
    TEXT
  }

  private final int code;
  private final String words;

  WebfleetError(int code, String words) {
    super(words, null, false, false);
    this.code = code;
    this.words = words;
  }

  /**
   * The answer with this error in the given form. A body is JSON only if the caller asks for it,
   * otherwise text; the error about a list without rows is always text.
   */
  Answer answer(Dress dress, boolean asksForJson) {
    if (code == 63 || dress == Dress.TEXT || dress == Dress.JSON && !asksForJson) {
      return Answer.text(200, code + "," + words);
    }
    return dress == Dress.JSON
        ? Answer.json(200, Json.obj("errorCode", code, "errorMsg", words))
        : Answer.empty(200)
            .with("X-Webfleet-Errorcode", Integer.toString(code))
            .with("X-Webfleet-Errormessage", URLEncoder.encode(words, StandardCharsets.UTF_8));
  }
}
