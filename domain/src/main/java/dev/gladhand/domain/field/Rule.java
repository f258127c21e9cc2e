package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A demand on a body beyond the type of each field. One declaration both checks a body and gives
 * the JSON Schema. {@link #check} gets in {@code broken} the fields whose values already have a
 * fault, and adds no second fault for them.
 */
public sealed interface Rule permits PresenceRule, ValueRule, Rule.When, Rule.Unless {
  void check(Fields fields, Set<Field<?>> broken, Faults faults);

  /** This rule as JSON Schema 2020-12: the schema accepts the same values as the rule. */
  Map<String, Object> schema();

  /**
   * The same rule, in which the gateway's ids of records take the place of the TSP's ids.
   *
   * @param ids gives the gateway's id of the record that has this id at the TSP
   */
  default Rule at(BiFunction<Resource, SourceId, ResourceId> ids) {
    return this;
  }

  /** If the field has this JSON value, the rules in {@code then} must be kept. */
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

  /**
   * If the field has another JSON value, is null, or is absent, the rules in {@code then} must be
   * kept.
   */
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

  /** Compares as JSON does: 1 and 1.0 are equal. */
  private static boolean same(Object value, @Nullable Object json) {
    return value instanceof Number wanted && json instanceof BigDecimal number
        ? new BigDecimal(wanted.toString()).compareTo(number) == 0
        : value.equals(json);
  }

  private static Map<String, Object> conditional(
      String branch, Field<?> field, Object value, List<Rule> then) {
    return Schemas.ordered(
        "if",
        Map.of(
            "required", List.of(field.name()),
            "properties", Map.of(field.name(), Map.of("const", value))),
        branch,
        then.isEmpty() ? Map.of() : Map.of("allOf", then.stream().map(Rule::schema).toList()));
  }
}
