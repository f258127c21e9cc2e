package dev.gladhand.sandbox.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value. Numbers keep their text, so that no digit is lost. */
public sealed interface Json {

  /** An object; its fields keep their order. */
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public @Nullable Json get(String name) {
      return fields.get(name);
    }

    /** The field's text, or null if it is absent or has another type. */
    public @Nullable String text(String name) {
      return fields.get(name) instanceof Text(String value) ? value : null;
    }

    /** The field's number, or null if it is absent or has another type. */
    public @Nullable BigDecimal number(String name) {
      return fields.get(name) instanceof Num number ? number.decimal() : null;
    }

    /** The field's boolean, or null if it is absent or has another type. */
    public @Nullable Boolean bool(String name) {
      return fields.get(name) instanceof Bool(boolean value) ? value : null;
    }

    /** The field's items; empty if it is absent or has another type. */
    public List<Json> items(String name) {
      return fields.get(name) instanceof Arr(List<Json> items) ? items : List.of();
    }

    /** The field's object; empty if it is absent or has another type. */
    public Obj object(String name) {
      return fields.get(name) instanceof Obj object ? object : new Obj(Map.of());
    }

    /** The same object with this field set to this value. */
    public Obj with(String name, @Nullable Object value) {
      var changed = new LinkedHashMap<>(fields);
      changed.put(name, Json.of(value));
      return new Obj(changed);
    }

    /** The same object without the field of this name. */
    public Obj without(String name) {
      var changed = new LinkedHashMap<>(fields);
      changed.remove(name);
      return new Obj(changed);
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number in its original text. */
  record Num(String literal) implements Json {
    public BigDecimal decimal() {
      return new BigDecimal(literal);
    }

    /** Whether the number consists of digits only, with or without a minus. */
    public boolean isInteger() {
      return literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The value null. */
  record Null() implements Json {}

  /** Makes an object; the arguments are names and values by turns. */
  static Obj obj(@Nullable Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Json>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
    }
    return new Obj(fields);
  }

  /**
   * Converts a string, number, boolean, list, map or null to a JSON value; a JSON value is returned
   * unchanged.
   */
  static Json of(@Nullable Object value) {
    return switch (value) {
      case null -> new Null();
      case Json json -> json;
      case Boolean bool -> new Bool(bool);
      case BigDecimal decimal -> new Num(decimal.toPlainString());
      case Number number -> new Num(number.toString());
      case Iterable<?> list -> {
        var items = new ArrayList<Json>();
        list.forEach(item -> items.add(of(item)));
        yield new Arr(items);
      }
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, Json>();
        map.forEach((name, item) -> fields.put(String.valueOf(name), of(item)));
        yield new Obj(fields);
      }
      default -> new Text(value.toString());
    };
  }

  /**
   * Reads one value.
   *
   * @throws JsonFault when the bytes are not UTF-8 or not exactly one JSON value
   */
  static Json read(byte[] bytes) {
    return JsonReader.read(bytes);
  }

  /** Reads one value. */
  static Json read(String text) {
    return JsonReader.read(text);
  }

  /** Writes the value without white space. */
  default String write() {
    var out = new StringBuilder(128);
    JsonWriter.write(this, out);
    return out.toString();
  }

  /** Writes the value as UTF-8. */
  default byte[] bytes() {
    return write().getBytes(StandardCharsets.UTF_8);
  }
}
