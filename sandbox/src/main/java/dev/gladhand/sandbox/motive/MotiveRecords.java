package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Refusal;
import dev.gladhand.sandbox.provider.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Creates, changes and lists the records of one kind, and finds them by external id. */
final class MotiveRecords {
  private static final int MOST = 500_000;

  private final String singular;
  private final String plural;
  private final String resource;
  private final Shape shape;
  private final AtomicLong ids;
  private final Map<Long, Json.Obj> byId = new ConcurrentSkipListMap<>();
  private final Map<String, Long> byExternalId = new ConcurrentHashMap<>();

  /**
   * Makes an empty list.
   *
   * @param resource the name of these records in the journal
   */
  MotiveRecords(String singular, String resource, Shape shape, AtomicLong ids) {
    this.singular = singular;
    this.plural = singular + "s";
    this.resource = resource;
    this.shape = shape;
    this.ids = ids;
  }

  Answer create(Call call) {
    Json.Obj body = MotiveAnswers.read(call.request(), shape);
    Json.Obj record = add(ids.incrementAndGet(), body);
    note(call, "create", record);
    return shown(record);
  }

  Answer update(Call call) {
    Json.Obj body = MotiveAnswers.read(call.request(), shape.patch());
    Json.Obj record;
    synchronized (this) {
      Json.Obj before = find(call.id());
      if (before == null) {
        return missing();
      }
      record = store(id(before), before, body);
    }
    note(call, "update", record);
    return shown(record);
  }

  Answer get(Call call) {
    Json.Obj record = find(call.id());
    return record == null ? missing() : shown(record);
  }

  Answer lookUp(Call call) {
    String externalId = call.request().query("external_id");
    String integration = call.request().query("integration_name");
    if (externalId == null || integration == null) {
      return MotiveAnswers.error(400, "external_id and integration_name are required");
    }
    Long id = byExternalId.get(integration + "/" + externalId);
    Json.Obj record = id == null ? null : byId.get(id);
    return record == null ? missing() : shown(record);
  }

  Answer list(Call call) {
    return MotiveAnswers.page(
        call.request(), plural, byId.values(), record -> Json.obj(singular, record));
  }

  synchronized Json.Obj add(long id, Json.Obj body) {
    if (byId.size() >= MOST) {
      throw new Refusal(MotiveAnswers.error(400, "Too many records"));
    }
    return store(id, Json.obj("id", id), body);
  }

  Json.@Nullable Obj find(String id) {
    return id.matches("\\d{1,18}") ? byId.get(Long.parseLong(id)) : null;
  }

  Collection<Json.Obj> all() {
    return byId.values();
  }

  synchronized void clear() {
    byId.clear();
    byExternalId.clear();
  }

  private Json.Obj store(long id, Json.Obj before, Json.Obj body) {
    List<Json> externalIds = body.items("external_ids_attributes");
    for (Json item : externalIds) {
      Long holder = byExternalId.get(key((Json.Obj) item));
      if (holder != null && holder != id) {
        throw MotiveAnswers.invalid("external_ids_attributes", "has already been taken");
      }
    }
    var after = new LinkedHashMap<>(before.fields());
    body.fields().forEach(after::put);
    after.remove("external_ids_attributes");
    var kept = new LinkedHashMap<String, Json>();
    before.items("external_ids").forEach(item -> kept.put(key((Json.Obj) item), item));
    for (Json item : externalIds) {
      kept.put(key((Json.Obj) item), item);
      byExternalId.put(key((Json.Obj) item), id);
    }
    after.put("external_ids", Json.of(kept.values()));
    var record = new Json.Obj(after);
    byId.put(id, record);
    return record;
  }

  private void note(Call call, String operation, Json.Obj record) {
    List<Json> externalIds = record.items("external_ids");
    String key =
        externalIds.isEmpty()
            ? record.without("id").write()
            : key((Json.Obj) externalIds.getFirst());
    call.writes().applied(resource, operation, Long.toString(id(record)), key, record);
  }

  private Answer shown(Json.Obj record) {
    return Answer.json(200, Json.obj(singular, record));
  }

  private Answer missing() {
    return MotiveAnswers.error(404, singular + " not found");
  }

  private static String key(Json.Obj externalId) {
    return externalId.text("integration_name") + "/" + externalId.text("external_id");
  }

  private static long id(Json.Obj record) {
    return record.get("id") instanceof Json.Num number ? number.decimal().longValueExact() : 0;
  }
}
