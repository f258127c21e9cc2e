package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import java.util.List;
import java.util.function.Supplier;

/**
 * How one TSP takes one kind of write. {@link #rules}, {@link #translate} and {@link #send} share
 * one declaration, so that validation, dry run, capabilities and the call never disagree.
 * Stateless, thread-safe.
 */
public interface Writer<P extends Payload> {

  /**
   * What the TSP demands of the body beyond the resource's own shape, for a connection with these
   * settings. The published schema and the validator are both made from it.
   */
  List<Rule> rules(Settings settings);

  /**
   * The next request of the write, or what is wrong with it. Pure: no call, no state, no clock;
   * random secrets may be placeholders. Called once the rules hold, before anything is stored, and
   * by dry runs.
   */
  Translation translate(Write<P> write);

  /**
   * As {@link #translate}, for a dry run: a writer whose request depends on a fact that the TSP
   * knows, such as the unit in which a vehicle counts its fuel, reads that fact here as {@link
   * #send} does. Called on a virtual thread; may block until the time-out; changes nothing.
   *
   * @param tsp gives access to the TSP, and may read credentials for it
   */
  default Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    return translate(write);
  }

  /**
   * Makes one call and says what it came to; called on a virtual thread, may block until the
   * time-out. Never throws for what a network or a TSP can do. Never repeats a call that may have
   * been applied.
   */
  Outcome send(Write<P> write, TspAccess tsp);

  /** What may follow an attempt of which nobody knows whether it was applied. */
  RepeatSafety repeatSafety(Write<P> write);
}
