package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that an object may and must have; any other field is a fault. */
public final class Shape {
  private record Field(boolean required, Check check) {}

  /** Something that is wrong with an object: where, and what. */
  public record Violation(String path, String message) {}

  private final Map<String, Field> fields;

  private Shape(Map<String, Field> fields) {
    this.fields = fields;
  }

  public static Shape empty() {
    return new Shape(Map.of());
  }

  public Shape required(String name, Check check) {
    return with(name, new Field(true, check));
  }

  public Shape optional(String name, Check check) {
    return with(name, new Field(false, check));
  }

  /** The same fields, but none of them is required. */
  public Shape patch() {
    var all = new LinkedHashMap<String, Field>();
    fields.forEach((name, field) -> all.put(name, new Field(false, field.check())));
    return new Shape(all);
  }

  /** The same fields, but the value of each may be null. */
  public Shape clearable() {
    var all = new LinkedHashMap<String, Field>();
    fields.forEach(
        (name, field) -> all.put(name, new Field(field.required(), Check.nullOr(field.check()))));
    return new Shape(all);
  }

  /** All faults of the object. */
  public List<Violation> faults(Json.Obj object) {
    var faults = new ArrayList<Violation>();
    for (var entry : fields.entrySet()) {
      Json value = object.get(entry.getKey());
      if (value == null) {
        if (entry.getValue().required()) {
          faults.add(new Violation(entry.getKey(), "is required"));
        }
        continue;
      }
      String fault = entry.getValue().check().fault(value);
      if (fault != null) {
        faults.add(new Violation(entry.getKey(), fault));
      }
    }
    for (String name : object.fields().keySet()) {
      if (!fields.containsKey(name)) {
        faults.add(new Violation(name, "is unknown"));
      }
    }
    return faults;
  }

  private Shape with(String name, Field field) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, field);
    return new Shape(more);
  }
}
