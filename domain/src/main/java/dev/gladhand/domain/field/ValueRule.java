package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A demand on the values of fields: their length, their size, and the words that are allowed. */
public sealed interface ValueRule extends Rule {
  /** The text has from min to max characters (code points). */
  record Length(Field<String> field, int min, int max) implements ValueRule {
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
   * The pattern is found in the text.
   *
   * @param pattern may match anywhere in the text, as in JSON Schema, so it needs anchors; it uses
   *     only the syntax that Java and ECMA-262 share
   * @param what what the text must be, as the message of a fault says it
   */
  record Matches(Field<String> field, Pattern pattern, String what) implements ValueRule {
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

  /** The number lies between these bounds, both included. */
  record Range(Field<? extends Number> field, long min, long max) implements ValueRule {
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
      var bounds = Schemas.ordered("minimum", min, "maximum", max);
      return Map.of("properties", Map.of(field.name(), bounds));
    }
  }

  /**
   * The value, as JSON, is one of these words, which are fewer than the type of the field allows.
   */
  record OneOf(Field<?> field, Set<String> words) implements ValueRule {
    public OneOf {
      words = Collections.unmodifiableSet(new TreeSet<>(words));
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
      var allowed = new ArrayList<@Nullable Object>(words);
      allowed.add(null);
      return Map.of("properties", Map.of(field.name(), Map.of("enum", allowed)));
    }
  }

  /** Each item of an array, as JSON, is one of these words. */
  record EachOneOf(Field<? extends List<?>> field, Set<String> words) implements ValueRule {
    public EachOneOf {
      words = Collections.unmodifiableSet(new TreeSet<>(words));
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

  /**
   * The value is one that the connection's settings name.
   *
   * @param field a text, a word, or a reference
   * @param names the allowed values; for a reference they are ids at the TSP, and the schema is
   *     empty until {@link #at} has replaced them by the gateway's ids
   * @param isRequired whether there must be a value; always false for a reference
   * @param why the message of the fault
   */
  record NamedInSettings(Field<?> field, Set<String> names, boolean isRequired, String why)
      implements ValueRule {
    public NamedInSettings {
      if (isRequired && field.isReference()) {
        throw new IllegalArgumentException("Required says it of a reference");
      }
      names = Collections.unmodifiableSet(new TreeSet<>(names));
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
     * The value as the settings name it, which for a reference is the TSP's id of the record; null
     * if there is no value, or if that id is not known.
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
      return isRequired
          ? Map.of("allOf", List.of(one, new PresenceRule.Required(field).schema()))
          : one;
    }

    @Override
    public Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
      return field.type() instanceof FieldType.Ref(var resource)
          ? new OneOf(field, here(ids, resource))
          : this;
    }

    private Set<String> here(BiFunction<Resource, SourceId, ResourceId> ids, Resource resource) {
      var here = new TreeSet<String>();
      for (var name : names) {
        here.add(ids.apply(resource, new SourceId(name)).toString());
      }
      return here;
    }
  }

  /** An array has at most {@code max} items. */
  record MaxItems(Field<? extends List<?>> field, int max) implements ValueRule {
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
  record OneInAll(Field<?> single, Field<? extends List<?>> many) implements ValueRule {
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
      var oneOfMany =
          Schemas.ordered(
              single.name(), Map.of("type", "null"), many.name(), Map.of("maxItems", 1));
      return Map.of(
          "anyOf",
          List.of(
              Map.of("properties", oneOfMany),
              Map.of("properties", Map.of(many.name(), Map.of("maxItems", 0)))));
    }
  }
}
