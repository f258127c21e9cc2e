package dev.gladhand.persistence.operation;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.Attempt;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.StoredJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the attempts and the progress of an operation as JSON text. Each has one column,
 * which is always written as a whole.
 */
final class Logs {
  private Logs() {}

  static @Nullable String write(List<Attempt> log) {
    return log.isEmpty() ? null : JsonWriter.text(log.stream().map(Logs::json).toList());
  }

  static List<Attempt> readLog(@Nullable String text) {
    return text == null
        ? List.of()
        : Json.objects(StoredJson.read(text)).stream().map(Logs::attempt).toList();
  }

  static @Nullable String write(Progress progress) {
    if (progress.equals(Progress.NONE)) {
      return null;
    }
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("steps", progress.steps());
    put(json, "source", progress.source() == null ? null : progress.source().value());
    json.put("recipients", progress.recipients().stream().map(Logs::json).toList());
    return JsonWriter.text(json);
  }

  static Progress readProgress(@Nullable String text) {
    if (text == null) {
      return Progress.NONE;
    }
    var json = StoredJson.object(text);
    return new Progress(
        number(json, "steps"),
        source(json.get("source")),
        Json.objects(json.get("recipients")).stream().map(Logs::recipient).toList());
  }

  private static Map<String, @Nullable Object> json(Attempt attempt) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("number", attempt.number());
    json.put("begun_at", Moments.format(attempt.begunAt()));
    json.put("ended_at", Moments.format(attempt.endedAt()));
    json.put("succeeded", attempt.succeeded());
    put(json, "error_type", attempt.errorType() == null ? null : attempt.errorType().name());
    put(json, "error_details", attempt.errorDetails());
    var reply = attempt.reply();
    if (reply != null) {
      json.put("status", reply.status());
      json.put("headers", reply.headers());
    }
    return json;
  }

  private static Attempt attempt(Map<String, @Nullable Object> json) {
    var reply = (TspReply) null;
    if (json.get("status") instanceof BigDecimal status) {
      var headers = new LinkedHashMap<String, String>();
      if (json.get("headers") instanceof Map<?, ?> map) {
        map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
      }
      reply = new TspReply(status.intValueExact(), headers);
    }
    return new Attempt(
        number(json, "number"),
        moment(json, "begun_at"),
        moment(json, "ended_at"),
        Boolean.TRUE.equals(json.get("succeeded")),
        json.get("error_type") instanceof String type ? ErrorType.valueOf(type) : null,
        json.get("error_details") instanceof String details ? details : null,
        reply);
  }

  private static Map<String, @Nullable Object> json(RecipientResult result) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    var recipient = result.recipient();
    put(json, "id", recipient.id() == null ? null : recipient.id().toString());
    put(json, "source", recipient.source() == null ? null : recipient.source().value());
    json.put("status", result.status().wire());
    put(json, "error_details", result.errorDetails());
    return json;
  }

  private static RecipientResult recipient(Map<String, @Nullable Object> json) {
    var id = json.get("id") instanceof String text ? new ResourceId(UUID.fromString(text)) : null;
    return new RecipientResult(
        new Reference(id, source(json.get("source"))),
        RecipientResult.Status.valueOf(String.valueOf(json.get("status")).toUpperCase(Locale.ROOT)),
        json.get("error_details") instanceof String details ? details : null);
  }

  private static void put(Map<String, @Nullable Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static int number(Map<String, @Nullable Object> json, String name) {
    return json.get(name) instanceof BigDecimal number ? number.intValueExact() : 0;
  }

  private static Instant moment(Map<String, @Nullable Object> json, String name) {
    return Instant.parse(String.valueOf(json.get(name)));
  }

  private static @Nullable SourceId source(@Nullable Object json) {
    return json instanceof String text ? new SourceId(text) : null;
  }
}
