package dev.gladhand.console.frame;

import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Field.Kind;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.domain.field.FieldFault;
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
 * The controls of a form, made from the JSON Schema of an object, and the object that a filled form
 * stands for. An empty control is an absent member. A member with a single allowed value has no
 * control.
 */
public final class SchemaForm {
  private static final int SHORT = 255;

  private final Map<String, Map<String, @Nullable Object>> controls = new LinkedHashMap<>();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final String prefix;
  private final Set<String> left;

  /**
   * @param prefix the prefix of the names of controls and of the paths of faults: empty, or with a
   *     dot at its end
   * @param left the members to leave out of the form
   */
  public SchemaForm(Map<String, @Nullable Object> schema, String prefix, Set<String> left) {
    this.prefix = prefix;
    this.left = Set.copyOf(left);
    Stream.concat(Stream.of(schema), AnswerJson.list(schema.get("allOf")).stream())
        .flatMap(rule -> AnswerJson.list(AnswerJson.map(rule).get("required")).stream())
        .forEach(name -> required.add(String.valueOf(name)));
    AnswerJson.map(schema.get("properties")).forEach((name, one) -> add(name, AnswerJson.map(one)));
  }

  private void add(String name, Map<String, @Nullable Object> property) {
    var words = AnswerJson.list(values(property).get("enum"));
    if (left.contains(name)) {
      return;
    }
    if (required.contains(name) && words.size() == 1) {
      constants.put(name, String.valueOf(words.getFirst()));
    } else {
      controls.put(name, property);
    }
  }

  /** The members that have a control. */
  public Set<String> names() {
    return Set.copyOf(controls.keySet());
  }

  /**
   * The words that tell this form from others: the values of the members without a control, then
   * the titles of the required controls.
   */
  public List<String> told() {
    return Stream.concat(
            constants.values().stream(),
            controls.entrySet().stream()
                .filter(one -> required.contains(one.getKey()))
                .map(one -> title(one.getKey(), one.getValue())))
        .toList();
  }

  /** The controls with the entered values (except secrets), each with its faults. */
  public List<Field> fields(Inputs typed, List<FieldFault> faults) {
    var fields = new ArrayList<Field>();
    controls.forEach(
        (name, property) -> {
          var values = values(property);
          var secret = Boolean.TRUE.equals(property.get("writeOnly"));
          fields.add(
              new Field(
                  prefix + name,
                  title(name, property),
                  secret ? Kind.PASSWORD : kind(values),
                  secret ? List.of() : raw(typed, prefix + name),
                  options(values),
                  hint(property, values, required.contains(name)),
                  fault(name, faults),
                  false,
                  url(property)));
        });
    return fields;
  }

  private static String title(String name, Map<String, @Nullable Object> property) {
    return property.get("title") == null ? name : AnswerJson.text(property, "title");
  }

  private static @Nullable String url(Map<String, @Nullable Object> property) {
    var url = AnswerJson.map(property.get("externalDocs")).get("url");
    return url == null ? null : String.valueOf(url);
  }

  /** Whether a fault belongs to one of the controls. */
  public boolean has(FieldFault fault) {
    return fault.path().startsWith(prefix) && controls.containsKey(first(fault));
  }

  /** The object for which the entered values stand, as JSON values. */
  public Map<String, @Nullable Object> json(Inputs typed) {
    var json = new LinkedHashMap<String, @Nullable Object>(constants);
    controls.forEach(
        (name, property) -> {
          var given = raw(typed, prefix + name);
          if (!given.isEmpty()) {
            json.put(name, TypedValue.of(AnswerJson.text(values(property), "type"), given));
          }
        });
    return json;
  }

  private static List<String> raw(Inputs typed, String name) {
    return typed.all(name).stream().map(one -> one.replace("\r\n", "\n")).toList();
  }

  private @Nullable String fault(String name, List<FieldFault> faults) {
    var told =
        faults.stream()
            .filter(fault -> has(fault) && first(fault).equals(name))
            .map(
                fault ->
                    (fault.path().substring((prefix + name).length()).replaceFirst("^\\.", "")
                            + " "
                            + fault.message())
                        .strip())
            .toList();
    return told.isEmpty() ? null : String.join("; ", told);
  }

  private String first(FieldFault fault) {
    return fault.path().substring(prefix.length()).split("\\.", 2)[0];
  }

  /** The part of a property's schema that describes its values other than null. */
  private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> property) {
    return AnswerJson.list(property.get("anyOf")).stream()
        .map(AnswerJson::map)
        .filter(one -> !"null".equals(one.get("type")))
        .findFirst()
        .map(SchemaForm::values)
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
      case "object" -> Kind.AREA;
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
    var options = words.stream().map(String::valueOf);
    return many.isEmpty() && !words.isEmpty()
        ? Field.Option.of("", options)
        : Field.Option.of(options);
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
    if ("object".equals(values.get("type"))) {
      told.add("as JSON");
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
}
