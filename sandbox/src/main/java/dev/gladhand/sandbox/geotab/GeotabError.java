package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error that the simulated Geotab answers with: status 200, and the error in the body. */
final class GeotabError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int OF_THE_SERVER = -32000;

  private final String type;
  private final String words;
  private final int code;
  private final @Nullable Long retryAfter;

  private GeotabError(String type, String words, int code, @Nullable Long retryAfter) {
    super(words, null, false, false);
    this.type = type;
    this.words = words;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  GeotabError(String type, String words) {
    this(type, words, OF_THE_SERVER, null);
  }

  /** An error with a code of JSON-RPC. */
  static GeotabError ofRpc(int code, String type, String words) {
    return new GeotabError(type, words, code, null);
  }

  static GeotabError overLimit(int calls, long seconds) {
    var words = "API calls quota exceeded. Maximum admitted " + calls + " per 1m.";
    return new GeotabError("OverLimitException", words, OF_THE_SERVER, seconds);
  }

  static GeotabError argument(String words) {
    return new GeotabError("ArgumentException", words);
  }

  /**
   * The answer with this error and all members of Geotab's error object, and with {@code
   * Retry-After} if a limit was exceeded.
   */
  Answer answer() {
    var error =
        Json.obj(
            "message",
            words,
            "code",
            code,
            "data",
            Json.obj("id", "8c27ec5b-8d68-4a4e-a4ae-0e7e4b1bb9c1", "type", type, "requestIndex", 0),
            "name",
            "JSONRPCError",
            "errors",
            List.of(Json.obj("message", words, "name", type)));
    var answer = Answer.json(200, Json.obj("error", error, "jsonrpc", "2.0", "requestIndex", 0));
    return retryAfter == null ? answer : answer.with("Retry-After", Long.toString(retryAfter));
  }
}
