package dev.gladhand.console.write;

import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Field.Kind;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.domain.payload.FieldFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controls of a write, made from the schema that the connection's capabilities have, and the
 * body that they say. An empty control is a field that is absent.
 */
final class WriteForm {
  /** On an update: the fields to clear, which a body names with null. */
  static final String CLEAR = "clear";

  private static final String CONNECTION = "connection_id";
  private static final int MAX_NUMBER = 1000;
  private static final int SHORT = 255;

  private final Map<String, Map<String, @Nullable Object>> controls = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> schema;
  private final boolean update;

  WriteForm(Map<String, @Nullable Object> schema, boolean update) {
    this.schema = schema;
    this.update = update;
    AnswerJson.map(schema.get("properties"))
        .forEach(
            (name, property) -> {
              if (!name.equals(CONNECTION)) {
                controls.put(name, AnswerJson.map(property));
              }
            });
  }

  /** The controls with what was typed, and each fault beside the one that it is of. */
  List<Field> fields(Inputs typed, List<FieldFault> faults) {
    var required = required();
    var fields = new ArrayList<Field>();
    controls.forEach(
        (name, property) -> {
          var values = values(property);
          var field =
              new Field(
                  name,
                  name,
                  kind(values),
                  raw(typed, name),
                  options(values),
                  hint(property, values, required.contains(name)),
                  null,
                  false,
                  null);
          fields.add(field.withFault(fault(name, faults)));
        });
    if (update) {
      var names = controls.keySet().stream().map(name -> new Field.Option(name, name)).toList();
      fields.add(
          Field.choices(CLEAR, CLEAR, names, typed.all(CLEAR))
              .withHint("Fields to clear: the body has null for each."));
    }
    return fields;
  }

  /** The faults that are of none of the controls. */
  List<FieldFault> others(List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> !controls.containsKey(first(fault)))
        .filter(fault -> !fault.path().equals(SendWrite.EXPIRES_IN))
        .toList();
  }

  /** The body as JSON values. */
  Map<String, @Nullable Object> body(String connection, Inputs typed) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put(CONNECTION, connection);
    controls.forEach(
        (name, property) -> {
          var given = raw(typed, name);
          if (!given.isEmpty()) {
            body.put(name, value(values(property), given));
          }
        });
    if (update) {
      typed.all(CLEAR).stream().filter(controls::containsKey).forEach(name -> body.put(name, null));
    }
    return body;
  }

  private static List<String> raw(Inputs typed, String name) {
    return typed.all(name).stream().map(one -> one.replace("\r\n", "\n")).toList();
  }

  private static @Nullable String fault(String name, List<FieldFault> faults) {
    var told =
        faults.stream()
            .filter(fault -> first(fault).equals(name))
            .map(
                fault ->
                    (fault.path().substring(name.length()).replaceFirst("^\\.", "")
                            + " "
                            + fault.message())
                        .strip())
            .toList();
    return told.isEmpty() ? null : String.join("; ", told);
  }

  private static String first(FieldFault fault) {
    return fault.path().split("\\.", 2)[0];
  }

  private Set<String> required() {
    var names = new LinkedHashSet<String>();
    Stream.concat(Stream.of(schema), AnswerJson.list(schema.get("allOf")).stream())
        .flatMap(rule -> AnswerJson.list(AnswerJson.map(rule).get("required")).stream())
        .forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /** The schema of the values, without null. */
  private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> property) {
    return AnswerJson.list(property.get("anyOf")).stream()
        .map(AnswerJson::map)
        .filter(one -> !"null".equals(one.get("type")))
        .findFirst()
        .map(WriteForm::values)
        .orElse(property);
  }

  private static Kind kind(Map<String, @Nullable Object> values) {
    var items = AnswerJson.map(values.get("items"));
    if (values.containsKey("enum") || "boolean".equals(values.get("type"))) {
      return Kind.CHOICE;
    }
    return switch (AnswerJson.text(values, "type")) {
      case "integer", "number" -> Kind.NUMBER;
      case "array" -> items.containsKey("enum") ? Kind.CHOICES : Kind.AREA;
      default -> number(values, "maxLength") > SHORT ? Kind.AREA : Kind.TEXT;
    };
  }

  private static long number(Map<String, @Nullable Object> schema, String name) {
    return schema.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static List<Field.Option> options(Map<String, @Nullable Object> values) {
    var many = AnswerJson.list(AnswerJson.map(values.get("items")).get("enum"));
    var words =
        "boolean".equals(values.get("type"))
            ? List.of("true", "false")
            : many.isEmpty() ? AnswerJson.list(values.get("enum")) : many;
    var options = words.stream().map(String::valueOf).map(word -> new Field.Option(word, word));
    return many.isEmpty() && !words.isEmpty()
        ? Stream.concat(Stream.of(new Field.Option("", "")), options).toList()
        : options.toList();
  }

  private static String hint(
      Map<String, @Nullable Object> property,
      Map<String, @Nullable Object> values,
      boolean required) {
    var told = new ArrayList<String>();
    if (required) {
      told.add("required");
    }
    if (property.get("description") != null) {
      told.add(AnswerJson.text(property, "description"));
    }
    var array = "array".equals(values.get("type"));
    var one = array ? AnswerJson.map(values.get("items")) : values;
    if (array && !one.containsKey("enum")) {
      told.add("one on each line");
    }
    Stream.of(one.get("format"), one.get("pattern"))
        .filter(Objects::nonNull)
        .limit(1)
        .forEach(format -> told.add(String.valueOf(format)));
    if (one.get("minimum") != null) {
      told.add("from " + one.get("minimum"));
    }
    if (one.get("maximum") != null) {
      told.add("to " + one.get("maximum"));
    }
    return String.join(", ", told);
  }

  /** What does not read as its type is left as text: the API says what is wrong with it. */
  private static Object value(Map<String, @Nullable Object> values, List<String> given) {
    var text = given.getFirst();
    return switch (AnswerJson.text(values, "type")) {
      case "integer", "number" -> number(text.strip());
      case "boolean" ->
          text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text;
      case "array" ->
          given.stream()
              .flatMap(String::lines)
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      default -> text;
    };
  }

  /** The number that the text says; the text itself where it says none, for the API to refuse. */
  private static Object number(String text) {
    if (text.length() > MAX_NUMBER) {
      return text;
    }
    try {
      var number = new BigDecimal(text);
      return Math.abs(number.scale()) > MAX_NUMBER ? text : number;
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
