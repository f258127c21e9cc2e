package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes each write with one of several writers, for a TSP with several calls for one kind of write.
 *
 * @param choice chooses the writer of a write; it must choose the same one for each attempt
 * @param ruling gives the rules for all writes; a rule of one writer must apply only to the writes
 *     for which that writer is chosen
 */
public record ChosenWriter<P extends Payload>(
    Function<Write<P>, Writer<P>> choice, Function<Settings, List<Rule>> ruling)
    implements Writer<P> {
  @Override
  public List<Rule> rules(Settings settings) {
    return ruling.apply(settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    return choice.apply(write).translate(write);
  }

  @Override
  public Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    return choice.apply(write).preview(write, tsp);
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return choice.apply(write).send(write, tsp);
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return choice.apply(write).repeatSafety(write);
  }
}
