package dev.gladhand.tsp.motive;

import dev.gladhand.domain.record.SourceId;
import dev.gladhand.tsp.kit.call.TspJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of Motive's API, with the fields that Motive documents. */
final class MotiveJson {
  private MotiveJson() {}

  /** The body of {@code POST /v2/messages}. */
  record NewMessage(long senderId, long receiverId, String body) {
    Map<String, @Nullable Object> json() {
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("sender_id", senderId);
      json.put("receiver_ids", List.of(receiverId));
      json.put("body", body);
      return json;
    }
  }

  /** An entry of {@code external_ids_attributes}. */
  record ExternalId(String externalId, String integrationName) {
    Map<String, @Nullable Object> json() {
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("external_id", externalId);
      json.put("integration_name", integrationName);
      return json;
    }
  }

  /** A record in an answer; the member that holds it is named after its kind. */
  record Known(SourceId id, @Nullable Instant createdAt, TspJson json) {
    /** The record of an answer, or null if there is none that can be read. */
    static @Nullable Known of(@Nullable TspJson answer, String kind) {
      var json = TspJson.at(answer, kind);
      var id = TspJson.id(json, "id");
      return json == null || id == null
          ? null
          : new Known(id, moment(TspJson.string(json, "created_at")), json);
    }
  }

  static @Nullable Instant moment(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
