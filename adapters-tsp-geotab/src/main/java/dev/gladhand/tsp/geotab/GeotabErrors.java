package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.call.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors in answers with status 200, by the error's type. An answer that cannot be read is
 * neither a success nor a refusal.
 */
final class GeotabErrors {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private GeotabErrors() {}

  static Verdict verdict(Exchange.Answered answered) {
    if (answered.status() < 200 || answered.status() > 299) {
      return new Verdict.ByStatus();
    }
    var json = answered.json();
    if (json == null || !json.isObject()) {
      return unknown("the answer is not JSON-RPC");
    }
    var error = TspJson.at(json, "error");
    return error == null ? new Verdict.ByStatus() : verdict(error);
  }

  private static Verdict verdict(TspJson error) {
    var type = type(error);
    var words = type + ": " + String.valueOf(TspJson.string(error, "message"));
    return switch (type) {
      case "InvalidUserException",
          "ExpiredPasswordException",
          "CaptchaException",
          "InactiveUserException" ->
          new Verdict.Refused(ErrorType.AUTH, false, new Retry.NewCredentials(), words);
      case "InvalidPermissionsException" ->
          new Verdict.Refused(ErrorType.AUTH, false, new Retry.Never(), words);
      case "OverLimitException" ->
          words.contains("exceeds maximum limit")
              ? invalid(words)
              : new Verdict.Throttled(words, A_MINUTE);
      case "DatabaseMaintenanceException" -> away(words);
      case "DbUnavailableException" -> unavailable(words + " " + TspJson.at(error, "data", "info"));
      case "ArgumentException",
          "ArgumentNullException",
          "ArgumentOutOfRangeException",
          "InvalidCastException",
          "JsonSerializerException",
          "MissingMemberException",
          "MissingMethodException",
          "PasswordPolicyViolationException",
          "InvalidApiOperationException",
          "RelationViolatedException",
          "GroupRelationViolatedException" ->
          invalid(words);
      default -> isDuplicate(type) ? invalid(words) : unknown(words);
    };
  }

  /**
   * The verdict for states in which nothing was applied. An aborted operation may have been
   * applied.
   */
  private static Verdict unavailable(String words) {
    if (words.contains("UnknownDatabase")) {
      return new Verdict.Refused(ErrorType.AUTH, false, new Retry.NewCredentials(), words);
    }
    return words.contains("ConnectionFailure") || words.contains("Initializing")
        ? away(words)
        : unknown(words);
  }

  private static Verdict invalid(String words) {
    return new Verdict.Refused(ErrorType.VALIDATION, false, new Retry.Never(), words);
  }

  private static Verdict away(String words) {
    return new Verdict.Refused(ErrorType.TSP, false, new Retry.Backoff(), words);
  }

  private static Verdict unknown(String words) {
    return new Verdict.Refused(ErrorType.TSP, true, new Retry.Backoff(), words);
  }

  private static String type(TspJson error) {
    var type = TspJson.string(error, "data", "type");
    var errors = TspJson.items(error, "errors");
    if (type == null && errors != null && !errors.isEmpty()) {
      type = TspJson.string(errors.getFirst(), "name");
    }
    return type == null ? "an error without a type" : type;
  }

  private static boolean isDuplicate(String type) {
    return type.startsWith("Duplicate") && type.endsWith("Exception");
  }

  /** Whether Geotab has refused an entity as a duplicate. */
  static boolean isDuplicate(@Nullable TspJson body) {
    var error = TspJson.at(body, "error");
    return error != null && isDuplicate(type(error));
  }
}
