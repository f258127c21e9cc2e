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
 * A {@link Part} that is made of a list of fields, a function that gives the rules for them, and a
 * function that puts them into the body.
 */
record DeclaredPart(
    List<Field<?>> fields,
    BiFunction<OperationType, Settings, List<Rule>> ruling,
    BiConsumer<Write<?>, Body> putting)
    implements Part {

  @Override
  public List<Rule> rules(OperationType type, Settings settings) {
    return ruling.apply(type, settings);
  }

  @Override
  public void put(Write<?> write, Body body) {
    putting.accept(write, body);
  }
}
