package dev.gladhand.domain.field;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a field whose value holds other values: an array, a map, an object. */
public sealed interface CompoundType<T> extends FieldType<T> {
  /**
   * An array of {@code min} to {@code max} values of one type; their order is kept.
   *
   * @param distinct whether a value that equals an earlier one is refused; 1.0 and 1.00 are equal
   */
  record Many<E>(FieldType<E> item, int min, int max, boolean distinct)
      implements CompoundType<List<E>> {
    @Override
    public @Nullable List<E> read(Object json, Faults faults) {
      if (!(json instanceof List<?> list)) {
        return faults.add(json, "must be an array", "array_type");
      }
      var before = faults.count();
      if (list.size() < min || list.size() > max) {
        faults.add(
            list.size() + " items",
            "must have from " + min + " to " + max + " items",
            "array_length");
      }
      var values = new ArrayList<E>();
      var seen = new HashSet<Object>();
      for (var i = 0; i < list.size() && i < max; i++) {
        var here = faults.at(Integer.toString(i));
        var raw = list.get(i);
        if (raw == null) {
          here.add(null, "must not be null", "null_not_allowed");
          continue;
        }
        var value = item.read(raw, here);
        if (value == null) {
          continue;
        }
        if (distinct && !seen.add(value instanceof BigDecimal n ? n.stripTrailingZeros() : value)) {
          here.add(raw, "is in the array more than once", "not_unique");
        } else {
          values.add(value);
        }
      }
      return faults.count() > before ? null : List.copyOf(values);
    }

    @Override
    public @Nullable List<E> restore(Object json) {
      if (!(json instanceof List<?> list)) {
        return null;
      }
      var values = new ArrayList<E>();
      for (var raw : list) {
        var value = raw == null ? null : item.restore(raw);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return List.copyOf(values);
    }

    @Override
    public Object write(List<E> value) {
      return value.stream().map(item::write).toList();
    }

    @Override
    public Map<String, Object> schema() {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("type", "array");
      schema.put("items", item.schema());
      if (min > 0) {
        schema.put("minItems", min);
      }
      if (max < Integer.MAX_VALUE) {
        schema.put("maxItems", max);
      }
      if (distinct) {
        schema.put("uniqueItems", true);
      }
      return schema;
    }
  }

  /**
   * An object with at most {@code max} members, whose names are free and whose values have one
   * type.
   */
  record Mapping<E>(FieldType<E> value, int max) implements CompoundType<Map<String, E>> {
    @Override
    public @Nullable Map<String, E> read(Object json, Faults faults) {
      if (!(json instanceof Map<?, ?> map)) {
        return faults.add(json, "must be an object", "object_type");
      }
      var before = faults.count();
      if (map.size() > max) {
        faults.add(
            map.size() + " entries", "must have at most " + max + " entries", "object_length");
      }
      var values = new LinkedHashMap<String, E>();
      map.forEach(
          (key, raw) -> {
            var here = faults.at(String.valueOf(key));
            if (!Texts.storable(String.valueOf(key))) {
              here.add(key, "must not contain NUL or a lone surrogate", "string_invalid");
              return;
            }
            if (raw == null) {
              here.add(null, "must not be null", "null_not_allowed");
              return;
            }
            var read = value.read(raw, here);
            if (read != null) {
              values.put(String.valueOf(key), read);
            }
          });
      return faults.count() > before ? null : java.util.Collections.unmodifiableMap(values);
    }

    @Override
    public Object write(Map<String, E> map) {
      var out = new LinkedHashMap<String, Object>();
      map.forEach((key, inner) -> out.put(key, value.write(inner)));
      return out;
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered(
          "type",
          "object",
          "propertyNames",
          Map.of("not", Texts.UNSTORABLE),
          "additionalProperties",
          value.schema(),
          "maxProperties",
          max);
    }
  }

  /** An object with fields of its own. */
  record Nested(Shape shape) implements CompoundType<Fields> {
    @Override
    public @Nullable Fields read(Object json, Faults faults) {
      if (!(json instanceof Map<?, ?> map)) {
        return faults.add(json, "must be an object", "object_type");
      }
      var before = faults.count();
      var fields = shape.read(map, faults, false);
      return faults.count() > before ? null : fields;
    }

    @Override
    public Object write(Fields value) {
      return value.toJson();
    }

    @Override
    public Map<String, Object> schema() {
      return shape.schema();
    }
  }
}
