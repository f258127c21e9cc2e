package dev.gladhand.tsp.kit;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.Write;
import java.util.List;
import java.util.function.BiConsumer;

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
    return new Part() {
      @Override
      public List<Field<?>> fields() {
        return List.of();
      }

      @Override
      public void put(Write<?> write, Body body) {
        put.accept(write, body);
      }
    };
  }
}
