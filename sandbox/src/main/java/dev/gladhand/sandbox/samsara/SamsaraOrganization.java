package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Issues the ids and keeps the external ids of all records of an organization; an external id is
 * unique over all kinds of records. Code that changes a record must hold this object's monitor from
 * its checks until the change is made.
 */
final class SamsaraOrganization {
  /** The first id that is issued. It has 18 digits, which a double cannot hold exactly. */
  static final long FIRST_ID = 281_474_976_710_700_001L;

  private final InstantSource clock;
  private final SamsaraAccess access;
  private final AtomicLong ids = new AtomicLong(FIRST_ID);
  private final Map<String, String> externalIds = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> unique = new HashMap<>();

  SamsaraOrganization(InstantSource clock, SamsaraAccess access) {
    this.clock = clock;
    this.access = access;
  }

  String nextId() {
    return Long.toString(ids.getAndIncrement());
  }

  String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  synchronized void reset() {
    ids.set(FIRST_ID);
    externalIds.clear();
    unique.clear();
  }

  /**
   * The id of a record: the given id itself, or the id of the record with this external id ({@code
   * key:value}); null if no record has that external id.
   */
  @Nullable String resolve(String idOrExternal) {
    return idOrExternal.indexOf(':') < 0 ? idOrExternal : externalIds.get(idOrExternal);
  }

  /**
   * Changes the external ids of a record as the body says, and returns all that the record has
   * afterwards. An external id that the body does not name stays, an empty value removes one, and
   * null in place of the object removes all. Refuses an external id that another record has.
   */
  synchronized Json.Obj claimExternalIds(
      Request request, String owner, Json.Obj record, Json.Obj body) {
    Json.Obj before = record.object("externalIds");
    var after = new LinkedHashMap<>(before.fields());
    switch (body.get("externalIds")) {
      case null -> {
        return before;
      }
      case Json.Obj named -> {
        for (var entry : named.fields().entrySet()) {
          if (!(entry.getValue() instanceof Json.Text(String value))) {
            continue;
          }
          String holder = externalIds.get(entry.getKey() + ":" + value);
          if (holder != null && !holder.equals(owner)) {
            throw SamsaraErrors.refusal(
                request,
                access.settings().conflictStatus(),
                "External ID " + entry.getKey() + ":" + value + " is already in use.");
          }
          if (value.isEmpty()) {
            after.remove(entry.getKey());
          } else {
            after.put(entry.getKey(), entry.getValue());
          }
        }
      }
      default -> after.clear();
    }
    before.fields().forEach((key, value) -> externalIds.remove(key + ":" + text(value), owner));
    after.forEach((key, value) -> externalIds.put(key + ":" + text(value), owner));
    return new Json.Obj(after);
  }

  /**
   * Reserves for a record a value that must be unique among the values of this kind, and frees the
   * record's value before. Refuses a value that another record has; empty and null values need not
   * be unique.
   */
  synchronized void claim(
      Request request, String kind, String owner, @Nullable String before, @Nullable String value) {
    var taken = unique.computeIfAbsent(kind, unused -> new HashMap<>());
    if (value != null && !value.isEmpty()) {
      String holder = taken.putIfAbsent(value, owner);
      if (holder != null && !holder.equals(owner)) {
        throw SamsaraErrors.refusal(request, 400, "The " + kind + " is already in use.");
      }
    }
    if (before != null && !before.equals(value)) {
      taken.remove(before, owner);
    }
  }

  private static String text(Json value) {
    return value instanceof Json.Text(String text) ? text : "";
  }
}
