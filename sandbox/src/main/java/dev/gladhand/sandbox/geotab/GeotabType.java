package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of entity: its members with their blank values, and its rules. Members with other names
 * are ignored, also if only upper and lower case differ.
 */
sealed interface GeotabType
    permits GeotabDevice,
        GeotabDeviceStatus,
        GeotabUser,
        GeotabTextMessage,
        GeotabDvirLog,
        GeotabFuelTransaction {
  /** The type's name in a request. */
  String wire();

  /** The entity's resource in the journal. */
  String resource(Json.Obj entity);

  /** The key under which the journal counts the entity; a repeated write has the same key. */
  String key(Json.Obj entity);

  /**
   * All members that the type knows, with the values that they have if a request does not contain
   * them.
   */
  Map<String, @Nullable Object> blank();

  /**
   * Refuses an entity that breaks a rule.
   *
   * @param before the entity that is replaced, or null for a new one
   */
  void check(Json.Obj entity, Json.@Nullable Obj before);

  /** Whether one of these entities is refused as a duplicate while the other one exists. */
  default boolean isSame(Json.Obj one, Json.Obj other) {
    return false;
  }

  /** The new entity with the members that the server fills in. */
  default Json.Obj added(Json.Obj entity, Instant now) {
    return entity;
  }

  /** The entity as {@code Get} returns it. */
  default Json.Obj shown(Json.Obj entity) {
    return entity;
  }

  /** The members of the entity that the type knows, with the blank values for missing ones. */
  default Json.Obj whole(Json.Obj entity) {
    var whole = new LinkedHashMap<String, Json>();
    blank()
        .forEach(
            (name, value) -> {
              Json given = entity.get(name);
              whole.put(name, given == null ? Json.of(value) : given);
            });
    return new Json.Obj(whole);
  }
}
