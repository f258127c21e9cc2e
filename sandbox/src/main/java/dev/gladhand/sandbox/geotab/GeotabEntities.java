package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the entities of the simulated Geotab database, by type and id. Synchronized. */
final class GeotabEntities {
  private static final int MOST_RESULTS = 50_000;
  private static final int MOST_ENTITIES = 100_000;

  private final Map<String, Map<String, Json.Obj>> all = new LinkedHashMap<>();
  private int made = 0x1000;

  /**
   * Stores a new entity: the members that its type knows, with the type's blank value for each
   * missing one.
   */
  synchronized Json.Obj add(GeotabType type, Json.Obj entity, Instant now) {
    Json.Obj whole = type.added(type.whole(entity), now);
    type.check(whole, null);
    if (entities(type).values().stream().anyMatch(present -> type.isSame(present, whole))) {
      throw new GeotabError("DuplicateException", "the entity exists already");
    }
    String id = "b" + Integer.toHexString(++made).toUpperCase(Locale.ROOT);
    Json.Obj kept = whole.with("id", id).with("version", "0000000000000001");
    if (entities(type).size() >= MOST_ENTITIES) {
      throw new GeotabError("GenericException", "the sandbox is full");
    }
    entities(type).put(id, kept);
    return kept;
  }

  /**
   * Replaces the stored entity with the same id; each missing member gets the type's blank value.
   */
  synchronized Json.Obj set(GeotabType type, Json.Obj entity) {
    String id = entity.text("id");
    Json.Obj before = id == null ? null : entities(type).get(id);
    if (before == null) {
      throw GeotabError.argument("the id of the entity is missing or unknown");
    }
    Json.Obj whole = type.whole(entity);
    type.check(whole, before);
    if (entities(type).entrySet().stream()
        .anyMatch(
            present -> !present.getKey().equals(id) && type.isSame(present.getValue(), whole))) {
      throw new GeotabError("DuplicateException", "the entity exists already");
    }
    Json.Obj kept = whole.with("id", id).with("version", "0000000000000002");
    entities(type).put(id, kept);
    return kept;
  }

  synchronized List<Json> get(GeotabType type, Json.Obj search, @Nullable Integer limit) {
    if (limit != null && limit > MOST_RESULTS) {
      throw new GeotabError(
          "OverLimitException", "results limit " + limit + " exceeds maximum limit (50000)");
    }
    return entities(type).values().stream()
        .filter(entity -> fits(entity, search))
        .<Json>map(type::shown)
        .limit(limit == null ? MOST_RESULTS : limit)
        .toList();
  }

  private static boolean fits(Json.Obj entity, Json.Obj search) {
    return search.fields().entrySet().stream()
        .allMatch(wanted -> fits(entity, wanted.getKey(), wanted.getValue()));
  }

  private static boolean fits(Json.Obj entity, String name, Json wanted) {
    return switch (name) {
      case "deviceSearch" -> isOf(entity, "device", wanted);
      case "recipientSearch" -> isOf(entity, "recipient", wanted);
      case "userSearch" -> isOf(entity, "driver", wanted) || isOf(entity, "user", wanted);
      case "fromDate" -> !moment(entity).isBefore(moment(wanted));
      case "toDate" -> !moment(entity).isAfter(moment(wanted));
      case "contentTypes" ->
          wanted instanceof Json.Arr(var types)
              && types.contains(entity.object("messageContent").get("contentType"));
      default -> isLike(entity.get(name), wanted);
    };
  }

  /**
   * Whether a value matches the wanted one of a search. Upper and lower case of a text make no
   * difference; a wanted text with {@code %} matches every text that contains the rest of it.
   */
  private static boolean isLike(@Nullable Json value, Json wanted) {
    if (!(value instanceof Json.Text(String text)) || !(wanted instanceof Json.Text(String like))) {
      return wanted.equals(value);
    }
    String inner = like.replace("%", "").toLowerCase(Locale.ROOT);
    String whole = text.toLowerCase(Locale.ROOT);
    return like.contains("%") ? whole.contains(inner) : whole.equals(inner);
  }

  private static boolean isOf(Json.Obj entity, String member, Json wanted) {
    return wanted instanceof Json.Obj search
        && search.text("id") != null
        && String.valueOf(search.text("id")).equals(entity.object(member).text("id"));
  }

  private static Instant moment(Json.Obj entity) {
    String at = entity.text("dateTime");
    return moment(Json.of(at == null ? entity.text("sent") : at));
  }

  private static Instant moment(Json text) {
    try {
      return OffsetDateTime.parse(((Json.Text) text).value()).toInstant();
    } catch (ClassCastException | DateTimeException e) {
      throw GeotabError.argument("a date was expected: " + text.write());
    }
  }

  synchronized void put(GeotabType type, String id, Json.Obj entity) {
    entities(type).put(id, type.whole(entity).with("id", id).with("version", "0000000000000000"));
  }

  synchronized List<Json> records(GeotabType type) {
    return List.copyOf(entities(type).values());
  }

  synchronized void clear() {
    all.clear();
  }

  private Map<String, Json.Obj> entities(GeotabType type) {
    return all.computeIfAbsent(type.wire(), _ -> new LinkedHashMap<>());
  }
}
