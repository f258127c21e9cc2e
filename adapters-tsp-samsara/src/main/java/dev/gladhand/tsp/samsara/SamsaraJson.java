package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of Samsara's API, with the fields that Samsara documents. */
final class SamsaraJson {
  private SamsaraJson() {}

  /** The id of a created record; for a fuel purchase it is called {@code uuid}. */
  static @Nullable SourceId made(OperationType type, @Nullable TspJson answer) {
    if (type != OperationType.CREATE) {
      return null;
    }
    var id = TspJson.id(answer, "data", "id");
    return id == null ? TspJson.id(answer, "data", "uuid") : id;
  }

  /** The body of {@code POST /v1/fleet/messages}. Only here, ids are numbers. */
  record NewMessage(List<Long> driverIds, String text) {
    Map<String, @Nullable Object> body() {
      var body = new LinkedHashMap<String, @Nullable Object>();
      body.put("driverIds", driverIds);
      body.put("text", text);
      return body;
    }
  }

  /** An entry of {@code data} in the answers of {@code /v1/fleet/messages}. */
  record SentMessage(
      @Nullable String driverId,
      @Nullable String text,
      @Nullable Long sentAtMs,
      @Nullable String sender) {
    static SentMessage of(TspJson json) {
      return new SentMessage(
          TspJson.string(json, "driverId"),
          TspJson.string(json, "text"),
          TspJson.whole(json, "sentAtMs"),
          TspJson.string(json, "sender", "type"));
    }

    /** The entries of an answer, or null if it has none that can be read. */
    static @Nullable List<SentMessage> list(@Nullable TspJson answer) {
      var data = TspJson.items(answer, "data");
      return data == null ? null : data.stream().map(SentMessage::of).toList();
    }
  }
}
