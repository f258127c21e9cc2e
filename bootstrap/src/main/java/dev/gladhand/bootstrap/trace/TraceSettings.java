package dev.gladhand.bootstrap.trace;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the OpenTelemetry variables that decide whether spans are sent at all. */
final class TraceSettings {
  private static final Pattern PROPERTY = Pattern.compile("otel\\.[a-z.]*[a-z]");

  private TraceSettings() {}

  /**
   * Whether the variables ask for spans to be sent. Throws {@link WrongTraceSettings} if they ask
   * for another exporter or protocol than OTLP over HTTP, which is the only one that is built in.
   */
  static boolean nameACollector(Map<String, String> environment) {
    var endpoint =
        first(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");
    var exporter = first(environment, "OTEL_TRACES_EXPORTER");
    if (endpoint == null
        || "true".equalsIgnoreCase(first(environment, "OTEL_SDK_DISABLED"))
        || "none".equals(exporter)) {
      return false;
    }
    if (exporter != null && !exporter.equals("otlp")) {
      throw new WrongTraceSettings("OTEL_TRACES_EXPORTER: must be otlp or none");
    }
    for (var variable :
        List.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")) {
      var protocol = first(environment, variable);
      if (protocol != null) {
        if (!protocol.equals("http/protobuf")) {
          throw new WrongTraceSettings(variable + ": must be http/protobuf");
        }
        break;
      }
    }
    return true;
  }

  private static @Nullable String first(Map<String, String> environment, String... variables) {
    for (var variable : variables) {
      var value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  /**
   * Makes an exception from a failure of the OpenTelemetry library. The exception names the
   * variable that has caused the failure, without the value.
   */
  static WrongTraceSettings wrong(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var named = PROPERTY.matcher(String.valueOf(cause.getMessage()));
      if (named.find()) {
        return new WrongTraceSettings(
            named.group().replace('.', '_').toUpperCase(Locale.ROOT) + ": cannot be used");
      }
    }
    return new WrongTraceSettings(
        "OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https URL; or another variable that begins"
            + " with OTEL_ has a value that cannot be used");
  }
}
