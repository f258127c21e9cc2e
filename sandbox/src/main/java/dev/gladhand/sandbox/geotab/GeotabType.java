package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of entity at the simulated Geotab: its members with their blank values, and its rules.
 * Members with other names are ignored, even if only upper and lower case differ.
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

  /** The name of the entity's resource in the journal. */
  String resource(Json.Obj entity);

  /**
   * The key under which the journal counts the entity; a repeated write of the entity has the same
   * key.
   */
  String key(Json.Obj entity);

  /**
   * All members that the type knows, each with its blank value: the one that the member gets if a
   * request does not contain it.
   */
  Map<String, @Nullable Object> blank();

  /**
   * Refuses an entity that breaks a rule.
   *
   * @param before the entity that is replaced, or null for a new one
   */
  void check(Json.Obj entity, Json.@Nullable Obj before);

  /** Whether these two entities are duplicates, so that one is refused while the other exists. */
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

  /**
   * The entity with the members that the type knows and no others; missing ones have their blank
   * values.
   */
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
