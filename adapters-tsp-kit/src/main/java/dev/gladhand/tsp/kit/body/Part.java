package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** One or several fields of a write that a TSP's body holds, and the TSP's rules for them. Pure. */
public interface Part {
  /** The fields that this part delivers. */
  List<Field<?>> fields();

  /** The TSP's rules for the fields of this part. */
  default List<Rule> rules(OperationType type) {
    return List.of();
  }

  /** The TSP's rules for the fields of this part, over a connection with these settings. */
  default List<Rule> rules(OperationType type, Settings settings) {
    return rules(type);
  }

  /**
   * Adds the values of this part's fields to the body, or notes in the body what is wrong with
   * them.
   */
  void put(Write<?> write, Body body);

  /**
   * Adds to {@code known} the values of this part's fields that a record of the TSP contains, as
   * JSON values by the gateway's field names. The default adds nothing, for parts that cannot be
   * read back.
   */
  default void read(TspJson record, Map<String, Object> known) {}

  /**
   * A part whose value comes from no field of the write, but is for example a constant, the
   * operation's key, or a value from the connection's settings.
   */
  static Part besides(BiConsumer<Write<?>, Body> put) {
    return of(List.of(), put);
  }

  /** A part of these fields, without rules; {@code put} adds all of them to the body. */
  static Part of(List<Field<?>> fields, BiConsumer<Write<?>, Body> put) {
    return ruled(fields, (_, _) -> List.of(), put);
  }

  /**
   * A part that consists of these fields and is checked by these rules; {@code put} adds the values
   * of all its fields to the body.
   */
  static Part ruled(
      List<Field<?>> fields,
      BiFunction<OperationType, Settings, List<Rule>> rules,
      BiConsumer<Write<?>, Body> put) {
    return new DeclaredPart(List.copyOf(fields), rules, put);
  }

  /**
   * A part that makes one value of two fields, such as a quantity and its unit. A write must have
   * both fields or neither.
   */
  static <A, B> Part both(
      Field<A> one, Field<B> other, BiFunction<A, B, Object> value, String... path) {
    return pair(one, other, (first, second, body) -> body.put(value.apply(first, second), path));
  }

  /**
   * A part of two fields, of which a write must have both or neither; {@code put} is called if both
   * have a value.
   */
  static <A, B> Part pair(Field<A> one, Field<B> other, Pair<A, B> put) {
    return ruled(
        List.of(one, other),
        (_, _) -> List.of(new PresenceRule.Needs(one, other), new PresenceRule.Needs(other, one)),
        (write, body) -> {
          var first = write.payload().fields().get(one);
          var second = write.payload().fields().get(other);
          if (first != null && second != null) {
            put.put(first, second, body);
          }
        });
  }

  /** Adds the values of two fields to a body. */
  interface Pair<A, B> {
    void put(A one, B other, Body body);
  }
}
