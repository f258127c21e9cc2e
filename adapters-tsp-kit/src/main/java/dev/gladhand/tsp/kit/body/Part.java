package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * One or several fields of ours that have a place in a TSP's body, and the rules they meet there.
 * Pure.
 */
public interface Part {
  /** The fields of ours that this part delivers. */
  List<Field<?>> fields();

  /** What the TSP demands of them. */
  default List<Rule> rules(OperationType type) {
    return List.of();
  }

  /** The same for a connection with these settings. */
  default List<Rule> rules(OperationType type, Settings settings) {
    return rules(type);
  }

  /** Puts them into the body, or notes what is wrong. */
  void put(Write<?> write, Body body);

  /**
   * What a body holds besides the caller's fields: a constant, a key, something of the connection's
   * settings.
   */
  static Part besides(BiConsumer<Write<?>, Body> put) {
    return of(List.of(), put);
  }

  /** Fields that go into the body together, as {@code put} says. */
  static Part of(List<Field<?>> fields, BiConsumer<Write<?>, Body> put) {
    return ruled(fields, (_, _) -> List.of(), put);
  }

  /** The same under rules of their own. */
  static Part ruled(
      List<Field<?>> fields,
      BiFunction<OperationType, Settings, List<Rule>> rules,
      BiConsumer<Write<?>, Body> put) {
    return new DeclaredPart(List.copyOf(fields), rules, put);
  }

  /** Two fields that make one value, such as a quantity and its unit: neither goes alone. */
  static <A, B> Part both(
      Field<A> one, Field<B> other, BiFunction<A, B, Object> value, String... path) {
    return ruled(
        List.of(one, other),
        (_, _) -> List.of(new Rule.Needs(one, other), new Rule.Needs(other, one)),
        (write, body) -> {
          var first = write.payload().fields().get(one);
          var second = write.payload().fields().get(other);
          if (first != null && second != null) {
            body.put(value.apply(first, second), path);
          }
        });
  }
}
