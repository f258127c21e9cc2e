package dev.gladhand.tsp.geotab;

import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.call.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the errors that Geotab reports in answers with a status of success; the type of the error
 * decides what it means. After an answer that cannot be read, it is unknown whether a write was
 * applied.
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
      return Verdict.unknown("the answer is not JSON-RPC");
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
          Verdict.unauthorized(words);
      case "InvalidPermissionsException" -> Verdict.forbidden(words);
      case "OverLimitException" ->
          words.contains("exceeds maximum limit")
              ? Verdict.invalid(words)
              : new Verdict.Throttled(words, A_MINUTE);
      case "DatabaseMaintenanceException" -> Verdict.unavailable(words);
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
          Verdict.invalid(words);
      default -> isDuplicate(type) ? Verdict.invalid(words) : Verdict.unknown(words);
    };
  }

  /**
   * The verdict for a database that is not available, by the state of the database in Geotab's
   * message. If the database is unknown, the credentials are wrong; if it was not reached or is
   * still starting, nothing was applied; in any other state, such as an aborted operation, it is
   * unknown whether the write was applied.
   */
  private static Verdict unavailable(String words) {
    if (words.contains("UnknownDatabase")) {
      return Verdict.unauthorized(words);
    }
    return words.contains("ConnectionFailure") || words.contains("Initializing")
        ? Verdict.unavailable(words)
        : Verdict.unknown(words);
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

  /** Whether the answer says that Geotab refused the entity as a duplicate. */
  static boolean isDuplicate(@Nullable TspJson body) {
    var error = TspJson.at(body, "error");
    return error != null && isDuplicate(type(error));
  }
}
