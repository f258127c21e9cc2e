package dev.gladhand.domain.field;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared fields and rules of an object. It reads a body and finds all its faults at once, and
 * gives the JSON Schema.
 */
public final class Shape {
  private final Map<String, Field<?>> fields;
  private final List<Rule> rules;

  private Shape(Map<String, Field<?>> fields, List<Rule> rules) {
    this.fields = fields;
    this.rules = rules;
  }

  public static Shape of(Collection<? extends Field<?>> fields, Rule... rules) {
    var byName = new LinkedHashMap<String, Field<?>>();
    fields.forEach(field -> byName.put(field.name(), field));
    return new Shape(byName, List.of(rules));
  }

  /** The same fields with further rules, such as those of a TSP. */
  public Shape with(Collection<Rule> more) {
    var all = new ArrayList<>(rules);
    all.addAll(more);
    return new Shape(fields, List.copyOf(all));
  }

  public Shape plus(Collection<? extends Field<?>> more) {
    var all = new LinkedHashMap<>(fields);
    more.forEach(field -> all.put(field.name(), field));
    return new Shape(all, rules);
  }

  public Collection<Field<?>> fields() {
    return java.util.Collections.unmodifiableCollection(fields.values());
  }

  public List<Rule> rules() {
    return rules;
  }

  public Optional<Field<?>> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * Reads a body. Every field may be null, unless a rule forbids it.
   *
   * @param lenient whether unknown fields are ignored instead of being faults
   */
  public Fields read(Map<?, ?> json, Faults faults, boolean lenient) {
    var out = Fields.builder();
    var broken = new LinkedHashSet<Field<?>>();
    json.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          var field = fields.get(name);
          if (field != null) {
            if (!readField(field, value, faults.at(name), out)) {
              broken.add(field);
            }
          } else if (!lenient) {
            faults.at(name).add(value, "is not a field of this resource", "unknown_field");
          } else {
            Texts.check(value, faults.at(name));
          }
        });
    var read = out.build();
    for (var rule : rules) {
      rule.check(read, broken, faults);
    }
    return read;
  }

  private static <T> boolean readField(
      Field<T> field, @Nullable Object json, Faults faults, Fields.Builder out) {
    if (json == null) {
      out.put(field, null);
      return true;
    }
    var value = field.type().read(json, faults);
    if (value == null) {
      return false;
    }
    out.put(field, value);
    return true;
  }

  /** JSON Schema 2020-12 of the bodies that {@link #read} accepts without a fault. */
  public Map<String, Object> schema() {
    var properties = new LinkedHashMap<String, Object>();
    var demands = new ArrayList<Object>();
    fields.forEach((name, field) -> properties.put(name, property(field, field.type().schema())));
    for (var rule : rules) {
      demands.add(rule.schema());
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    if (!demands.isEmpty()) {
      schema.put("allOf", demands);
    }
    return schema;
  }

  /** JSON Schema of a field that may be null: its label and the schema of its values. */
  public static Map<String, Object> property(Field<?> field, Map<String, Object> values) {
    var property = new LinkedHashMap<String, Object>();
    var label = field.label();
    if (label != null) {
      property.put("title", label.title());
      property.put("description", label.description());
      if (label.help() != null) {
        property.put("externalDocs", Map.of("url", label.help()));
      }
    }
    property.put("anyOf", List.of(values, Map.of("type", "null")));
    return property;
  }
}
