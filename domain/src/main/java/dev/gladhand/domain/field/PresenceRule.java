package dev.gladhand.domain.field;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A demand on which fields a body has. */
public sealed interface PresenceRule extends Rule {
  /** The field must have a value. */
  record Required(Field<?> field) implements PresenceRule {
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
  record NotNull(Field<?> field) implements PresenceRule {
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
   * The field must not have a value.
   *
   * @param why the message of the fault
   */
  record Refused(Field<?> field, String why) implements PresenceRule {
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

  /**
   * At least one of the fields must have a value; an array must have at least one item. The fault
   * is reported at the first field.
   */
  record AnyOf(List<Field<?>> oneOf) implements PresenceRule {
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
                                  Map.of("not", Map.of("enum", Arrays.asList(null, List.of()))))))
              .toList());
    }
  }

  /** The body mentions at least one of the fields, with a value or as null. */
  record Mentions(List<Field<?>> oneOf, String message) implements PresenceRule {
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

  /** The body must have at least one field other than {@code besides}. */
  record NotEmpty(Field<?> besides) implements PresenceRule {
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
  record Needs(Field<?> field, Field<?> other) implements PresenceRule {
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
      return Schemas.ordered(
          "if", new Required(field).schema(), "then", new Required(other).schema());
    }
  }

  /**
   * If a body mentions one of the fields, with a value or as null, it must mention all of them,
   * because together they are one value.
   */
  record Together(List<Field<?>> all) implements PresenceRule {
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
}
