package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of entity: its members with their blank values, and its rules. Unknown members, and those
 * in another case, are ignored.
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

  /** The key that makes an entity the same as another. */
  String key(Json.Obj entity);

  /** The members with their blank values. */
  Map<String, @Nullable Object> blank();

  /**
   * Refuses an entity that breaks a rule.
   *
   * @param before the entity that is replaced, or null for a new one
   */
  void check(Json.Obj entity, Json.@Nullable Obj before);

  /** Whether two entities must not be there at once. */
  default boolean isSame(Json.Obj one, Json.Obj other) {
    return false;
  }

  /** The entity with the members that the server fills in. */
  default Json.Obj added(Json.Obj entity, Instant now) {
    return entity;
  }

  /** The entity as a reader sees it. */
  default Json.Obj shown(Json.Obj entity) {
    return entity;
  }

  /** The known members of the entity; missing ones are blank. */
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
