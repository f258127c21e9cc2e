package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A demand on a body beyond the type of each field. One declaration both checks a body and gives
 * the JSON Schema. A field whose own value has a fault already ({@code broken}) gets no second
 * fault.
 */
public sealed interface Rule {
  void check(Fields fields, Set<Field<?>> broken, Faults faults);

  /** JSON Schema 2020-12 that states the same demand. */
  Map<String, Object> schema();

  /**
   * The same rule with the gateway's ids of those records that it names by the TSP's ids.
   *
   * @param ids gives the gateway's id of the record that has this id at the TSP
   */
  default Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
    return this;
  }

  /** The field must have a value. */
  record Required(Field<?> field) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (!fields.has(field) && !broken.contains(field)) {
        faults.at(field.name()).add(fields.mentions(field) ? null : "", "is required", "required");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of(
          "required", List.of(field.name()),
          "properties", Map.of(field.name(), Map.of("not", Map.of("type", "null"))));
    }
  }

  /** The field may be absent but not null: clearing it has no meaning. */
  record NotNull(Field<?> field) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (fields.mentions(field) && !fields.has(field)) {
        faults.at(field.name()).add(null, "cannot be cleared", "null_not_allowed");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), Map.of("not", Map.of("type", "null"))));
    }
  }

  /**
   * At least one of the fields must have a value; an array must have at least one item. The fault
   * is reported at the first field.
   */
  record AnyOf(List<Field<?>> oneOf) implements Rule {
    public AnyOf {
      oneOf = List.copyOf(oneOf);
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      for (var field : oneOf) {
        if (broken.contains(field) || fields.has(field) && !List.of().equals(fields.get(field))) {
          return;
        }
      }
      faults
          .at(oneOf.getFirst().name())
          .add("", "at least one of " + names() + " is required", "required");
    }

    private String names() {
      return String.join(", ", oneOf.stream().map(Field::name).toList());
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of(
          "anyOf",
          oneOf.stream()
              .map(
                  field ->
                      Map.of(
                          "required", List.of(field.name()),
                          "properties",
                              Map.of(
                                  field.name(),
                                  Map.of(
                                      "not",
                                      Map.of("enum", java.util.Arrays.asList(null, List.of()))))))
              .toList());
    }
  }

  /** The text has from min to max characters (code points). */
  record Length(Field<String> field, int min, int max) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var text = fields.get(field);
      if (text == null) {
        return;
      }
      var length = text.codePointCount(0, text.length());
      if (length < min) {
        faults
            .at(field.name())
            .add(text, "must have at least " + min + " characters", "string_too_short");
      } else if (length > max) {
        faults
            .at(field.name())
            .add(text, "must have at most " + max + " characters", "string_too_long");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), Map.of("minLength", min, "maxLength", max)));
    }
  }

  /**
   * The text matches.
   *
   * @param pattern may match anywhere in the text, as in JSON Schema, so it needs anchors; it uses
   *     only the syntax that Java and ECMA-262 share
   */
  record Matches(Field<String> field, Pattern pattern, String what) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var text = fields.get(field);
      if (text != null && !Patterns.found(pattern, text)) {
        faults.at(field.name()).add(text, "must be " + what, "string_pattern");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), Map.of("pattern", pattern.pattern())));
    }
  }

  /** The value, as JSON, is one of these words: a closed set narrower than the field's own. */
  record OneOf(Field<?> field, Set<String> words) implements Rule {
    public OneOf {
      words = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(words));
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var value = fields.json(field);
      if (value != null && !(value instanceof String word && words.contains(word))) {
        faults.at(field.name()).add(value, "must be one of " + String.join(", ", words), "enum");
      }
    }

    @Override
    public Map<String, Object> schema() {
      var allowed = new java.util.ArrayList<@Nullable Object>(words);
      allowed.add(null);
      return Map.of("properties", Map.of(field.name(), Map.of("enum", allowed)));
    }
  }

  /**
   * The value is one that the connection's settings name.
   *
   * @param field a text, a word, or a reference
   * @param names the allowed values; for a reference they are ids at the TSP, and the schema is
   *     empty before {@link #at} is called
   * @param isRequired whether there must be a value; always false for a reference
   */
  record NamedInSettings(Field<?> field, Set<String> names, boolean isRequired, String why)
      implements Rule {
    public NamedInSettings {
      if (isRequired && field.isReference()) {
        throw new IllegalArgumentException("Required says it of a reference");
      }
      names = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(names));
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var name = name(fields);
      var isMissing = name == null && isRequired && !fields.has(field) && !broken.contains(field);
      if (isMissing || name != null && !names.contains(name)) {
        faults.at(field.name()).add(name == null ? "" : name, why, "setting_missing");
      }
    }

    /**
     * The value's name; null if there is no value, or if a reference points to a record that is not
     * known.
     */
    private @Nullable String name(Fields fields) {
      return switch (fields.get(field)) {
        case null -> null;
        case Reference record -> record.source() == null ? null : record.source().value();
        default -> String.valueOf(fields.json(field));
      };
    }

    @Override
    public Map<String, Object> schema() {
      if (field.isReference()) {
        return Map.of();
      }
      var one = new OneOf(field, names).schema();
      return isRequired ? Map.of("allOf", List.of(one, new Required(field).schema())) : one;
    }

    @Override
    public Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
      return field.type() instanceof FieldType.Ref(var resource)
          ? new OneOf(field, here(ids, resource))
          : this;
    }

    private Set<String> here(BiFunction<Resource, SourceId, ResourceId> ids, Resource resource) {
      var here = new java.util.TreeSet<String>();
      for (var name : names) {
        here.add(ids.apply(resource, new SourceId(name)).toString());
      }
      return here;
    }
  }

  /** Each item of an array, as JSON, is one of these words. */
  record EachOneOf(Field<? extends List<?>> field, Set<String> words) implements Rule {
    public EachOneOf {
      words = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(words));
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (!(fields.json(field) instanceof List<?> items)) {
        return;
      }
      for (var i = 0; i < items.size(); i++) {
        if (!(items.get(i) instanceof String word && words.contains(word))) {
          faults
              .at(field.name())
              .at(Integer.toString(i))
              .add(items.get(i), "must be one of " + String.join(", ", words), "enum");
        }
      }
    }

    @Override
    public Map<String, Object> schema() {
      var item = Map.of("enum", List.copyOf(words));
      return Map.of("properties", Map.of(field.name(), Map.of("items", item)));
    }
  }

  /** The number lies between these bounds, both included. */
  record Range(Field<? extends Number> field, long min, long max) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (fields.json(field) instanceof BigDecimal number
          && (number.compareTo(BigDecimal.valueOf(min)) < 0
              || number.compareTo(BigDecimal.valueOf(max)) > 0)) {
        faults.at(field.name()).add(number, "must be from " + min + " to " + max, "out_of_range");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), bounds(min, max)));
    }

    private static Map<String, Object> bounds(long min, long max) {
      var bounds = new LinkedHashMap<String, Object>();
      bounds.put("minimum", min);
      bounds.put("maximum", max);
      return bounds;
    }
  }

  /** An array has at most {@code max} items. */
  record MaxItems(Field<? extends List<?>> field, int max) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var list = fields.get(field);
      if (list != null && list.size() > max) {
        faults
            .at(field.name())
            .add(list.size() + " items", "must have at most " + max + " items", "array_length");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), Map.of("maxItems", max)));
    }
  }

  /** A single field and an array have at most one value together. */
  record OneInAll(Field<?> single, Field<? extends List<?>> many) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      var list = fields.get(many);
      var count = (fields.has(single) ? 1 : 0) + (list == null ? 0 : list.size());
      if (count > 1) {
        faults
            .at(many.name())
            .add(count + " values", "only one value is allowed here", "array_length");
      }
    }

    @Override
    public Map<String, Object> schema() {
      var oneOfMany = new LinkedHashMap<String, Object>();
      oneOfMany.put(single.name(), Map.of("type", "null"));
      oneOfMany.put(many.name(), Map.of("maxItems", 1));
      return Map.of(
          "anyOf",
          List.of(
              Map.of("properties", oneOfMany),
              Map.of("properties", Map.of(many.name(), Map.of("maxItems", 0)))));
    }
  }

  /** The field must not have a value. */
  record Refused(Field<?> field, String why) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (fields.has(field)) {
        faults.at(field.name()).add(fields.json(field), why, "not_supported");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("properties", Map.of(field.name(), Map.of("type", "null")));
    }
  }

  /** The rules hold if the field has this JSON value. */
  record When(Field<?> field, Object value, List<Rule> then) implements Rule {
    @Override
    public Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
      return new When(field, value, then.stream().map(rule -> rule.at(ids)).toList());
    }

    public When {
      then = List.copyOf(then);
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (same(value, fields.json(field))) {
        then.forEach(rule -> rule.check(fields, broken, faults));
      }
    }

    @Override
    public Map<String, Object> schema() {
      return conditional("then", field, value, then);
    }
  }

  /** The rules hold if the field has another JSON value, is null, or is absent. */
  record Unless(Field<?> field, Object value, List<Rule> then) implements Rule {
    @Override
    public Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
      return new Unless(field, value, then.stream().map(rule -> rule.at(ids)).toList());
    }

    public Unless {
      then = List.copyOf(then);
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (!same(value, fields.json(field)) && !broken.contains(field)) {
        then.forEach(rule -> rule.check(fields, broken, faults));
      }
    }

    @Override
    public Map<String, Object> schema() {
      return conditional("else", field, value, then);
    }
  }

  /** The body must have at least one field other than {@code besides}. */
  record NotEmpty(Field<?> besides) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (broken.isEmpty() && fields.sent().stream().allMatch(besides::equals)) {
        faults.add(
            "",
            "an update must carry at least one field besides " + besides.name(),
            "empty_update");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of(
          "anyOf",
          List.of(
              Map.of("minProperties", 2),
              Map.of("minProperties", 1, "not", Map.of("required", List.of(besides.name())))));
    }
  }

  /** If the one field has a value, the other must have one too, such as a quantity and its unit. */
  record Needs(Field<?> field, Field<?> other) implements Rule {
    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (fields.has(field) && !fields.has(other) && !broken.contains(other)) {
        faults
            .at(other.name())
            .add(
                fields.mentions(other) ? null : "", "is required with " + field.name(), "required");
      }
    }

    @Override
    public Map<String, Object> schema() {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("if", new Required(field).schema());
      schema.put("then", new Required(other).schema());
      return schema;
    }
  }

  /**
   * If a body mentions one of the fields, with a value or as null, it must mention all of them,
   * because together they are one value.
   */
  record Together(List<Field<?>> all) implements Rule {
    public Together {
      all = List.copyOf(all);
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (all.stream().noneMatch(field -> fields.mentions(field) || broken.contains(field))) {
        return;
      }
      for (var field : all) {
        if (!fields.mentions(field) && !broken.contains(field)) {
          faults
              .at(field.name())
              .add("", "must be sent together with " + others(field), "required");
        }
      }
    }

    private String others(Field<?> but) {
      return String.join(
          ", ", all.stream().filter(field -> !field.equals(but)).map(Field::name).toList());
    }

    @Override
    public Map<String, Object> schema() {
      var names = all.stream().map(Field::name).toList();
      var needed = new LinkedHashMap<String, Object>();
      names.forEach(
          name -> needed.put(name, names.stream().filter(other -> !other.equals(name)).toList()));
      return Map.of("dependentRequired", needed);
    }
  }

  /** The body mentions at least one of the fields, with a value or as null. */
  record Mentions(List<Field<?>> oneOf, String message) implements Rule {
    public Mentions {
      oneOf = List.copyOf(oneOf);
    }

    @Override
    public void check(Fields fields, Set<Field<?>> broken, Faults faults) {
      if (oneOf.stream().noneMatch(field -> fields.mentions(field) || broken.contains(field))) {
        faults.add("", message, "empty_update");
      }
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of(
          "anyOf", oneOf.stream().map(field -> Map.of("required", List.of(field.name()))).toList());
    }
  }

  /** Compares as JSON does: 1 and 1.0 are equal. */
  private static boolean same(Object value, @Nullable Object json) {
    return value instanceof Number wanted && json instanceof BigDecimal number
        ? new BigDecimal(wanted.toString()).compareTo(number) == 0
        : value.equals(json);
  }

  private static Map<String, Object> conditional(
      String branch, Field<?> field, Object value, List<Rule> then) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put(
        "if",
        Map.of(
            "required",
            List.of(field.name()),
            "properties",
            Map.of(field.name(), Map.of("const", value))));
    schema.put(
        branch,
        then.isEmpty() ? Map.of() : Map.of("allOf", then.stream().map(Rule::schema).toList()));
    return schema;
  }
}
