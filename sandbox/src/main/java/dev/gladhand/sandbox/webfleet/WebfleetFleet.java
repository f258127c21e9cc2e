package dev.gladhand.sandbox.webfleet;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Writes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The drivers, objects and sent messages of the simulated Webfleet, and the actions that read and
 * write them. Synchronized.
 */
final class WebfleetFleet {
  private static final int MOST_ROWS = 500;
  private static final int MOST_MESSAGES = 100_000;

  /** The largest length, in characters, of each parameter's value. */
  private static final Map<String, Integer> LONGEST =
      Map.ofEntries(
          Map.entry("driverno", 15),
          Map.entry("name", 50),
          Map.entry("telmobile", 50),
          Map.entry("email", 50),
          Map.entry("license_number", 20),
          Map.entry("country", 2),
          Map.entry("denotation", 30),
          Map.entry("licenseplatenumber", 20),
          Map.entry("identnumber", 20));

  private final Map<String, Map<String, Json>> drivers = new TreeMap<>();
  private final Map<String, Map<String, Json>> objects = new TreeMap<>();
  private final Deque<Json.Obj> messages = new ArrayDeque<>();
  private int made;

  synchronized void sendTextMessage(Map<String, String> form, Instant now, Writes writes) {
    String object = object(form);
    String text = form.getOrDefault("messagetext", "");
    if (text.isEmpty()) {
      throw new WebfleetError(500, "messagetext is required");
    }
    var message =
        Json.obj(
            "objectuid", object, "msgtext", text, "msgtime", now.toString(), "direction", "OUT");
    messages.addLast(message);
    if (messages.size() > MOST_MESSAGES) {
      messages.removeFirst();
    }
    writes.applied("message", "create", "", object + ":" + text, message);
  }

  synchronized void insertDriver(Map<String, String> form, Writes writes) {
    String number = form.getOrDefault("driverno", "");
    if (number.isEmpty() || form.getOrDefault("name", "").isEmpty()) {
      throw new WebfleetError(501, "driverno and name are required");
    }
    checkLengths(form);
    if (drivers.values().stream().anyMatch(one -> Json.of(number).equals(one.get("driverno")))) {
      throw new WebfleetError(502, "driver number exists already");
    }
    String uid = "1-" + (9000 + ++made);
    Map<String, Json> driver = new LinkedHashMap<>(Map.of("driveruid", Json.of(uid)));
    drivers.put(uid, driver);
    change(driver, form);
    writes.applied("user", "create", uid, "driver " + number, new Json.Obj(driver));
  }

  synchronized void updateDriver(Map<String, String> form, Writes writes) {
    String uid = String.valueOf(form.get("driveruid"));
    Map<String, Json> driver = drivers.get(uid);
    if (driver == null) {
      throw new WebfleetError(503, "unknown driver");
    }
    checkLengths(form);
    change(driver, form);
    writes.applied("user", "update", uid, "driver " + uid, new Json.Obj(driver));
  }

  synchronized void updateVehicle(Map<String, String> form, Writes writes) {
    String uid = object(form);
    Map<String, Json> vehicle = Objects.requireNonNull(objects.get(uid));
    checkLengths(form);
    change(vehicle, form);
    writes.applied("vehicle", "update", uid, "object " + uid, new Json.Obj(vehicle));
  }

  private String object(Map<String, String> form) {
    String uid = String.valueOf(form.get("objectuid"));
    if (!objects.containsKey(uid)) {
      throw new WebfleetError(504, "unknown object");
    }
    return uid;
  }

  private static void checkLengths(Map<String, String> form) {
    form.forEach(
        (name, value) -> {
          if (value.codePointCount(0, value.length()) > LONGEST.getOrDefault(name, 4000)) {
            throw new WebfleetError(505, name + " is too long");
          }
        });
  }

  private static void change(Map<String, Json> record, Map<String, String> form) {
    form.forEach(
        (name, value) -> {
          if (!name.endsWith("uid")) {
            record.put(name.equals("name") ? "name1" : name, Json.of(value));
          }
        });
  }

  synchronized List<Json> showDrivers(Map<String, String> form) {
    String number = form.get("driverno");
    return rows(
        drivers.values().stream()
            .filter(one -> number == null || Json.of(number).equals(one.get("driverno")))
            .<Json>map(Json.Obj::new)
            .toList());
  }

  synchronized List<Json> showVehicles() {
    return rows(objects.values().stream().<Json>map(Json.Obj::new).toList());
  }

  synchronized List<Json> showMessages(Map<String, String> form) {
    Instant from = moment(form.get("rangefrom_string"));
    Instant to = moment(form.get("rangeto_string"));
    if (!"ud".equals(form.get("range_pattern"))) {
      throw new WebfleetError(506, "range_pattern must be ud");
    }
    String object = form.get("objectuid");
    return rows(
        messages.stream()
            .filter(one -> object == null || object.equals(one.text("objectuid")))
            .filter(
                one -> {
                  Instant at = Instant.parse(String.valueOf(one.text("msgtime")));
                  return !at.isBefore(from) && !at.isAfter(to);
                })
            .<Json>map(one -> one)
            .limit(MOST_ROWS)
            .toList());
  }

  private static List<Json> rows(List<Json> rows) {
    if (rows.isEmpty()) {
      throw new WebfleetError(63, "document is empty");
    }
    return rows;
  }

  private static Instant moment(@Nullable String text) {
    try {
      return OffsetDateTime.parse(String.valueOf(text)).toInstant();
    } catch (java.time.DateTimeException e) {
      throw new WebfleetError(507, "a range must have two times in ISO 8601");
    }
  }

  synchronized void driver(String uid, Json.Obj fields) {
    drivers.put(uid, new LinkedHashMap<>(fields.with("driveruid", uid).fields()));
  }

  synchronized void object(String uid, Json.Obj fields) {
    objects.put(uid, new LinkedHashMap<>(fields.with("objectuid", uid).fields()));
  }

  synchronized Json records(String resource) {
    Collection<?> records =
        switch (resource) {
          case "drivers" -> List.copyOf(drivers.values());
          case "objects" -> List.copyOf(objects.values());
          case "messages" -> List.copyOf(messages);
          default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
        };
    return Json.of(records);
  }

  synchronized void clear() {
    drivers.clear();
    objects.clear();
    messages.clear();
  }
}
