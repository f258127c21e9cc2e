package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes one kind of write at one TSP. {@link #rules}, {@link #translate} and {@link #send} share
 * one declaration, so that validation, dry run, capabilities and the call never disagree.
 * Stateless, thread-safe.
 */
public interface Writer<P extends Payload> {

  /**
   * What the TSP demands of the body beyond the resource's own shape, for a connection with these
   * settings. Both the published schema and the validator use these rules.
   */
  List<Rule> rules(Settings settings);

  /**
   * The next request of the write, or its faults. Pure: it makes no call, keeps no state and reads
   * no clock; random secrets may be placeholders. It is called after the rules were checked and
   * before anything is stored, and by dry runs.
   */
  Translation translate(Write<P> write);

  /**
   * Translates as {@link #translate} does, for a dry run. A writer whose request depends on a fact
   * that only the TSP knows, such as the unit in which a vehicle counts its fuel, reads that fact
   * here as {@link #send} does. Called on a virtual thread; may block until the time-out; changes
   * nothing.
   *
   * @param tsp gives access to the TSP, and may read credentials for it
   */
  default Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    return translate(write);
  }

  /**
   * Makes one call and returns its result. Called on a virtual thread; may block until the
   * time-out. Never throws for a failure of the network or the TSP. Never repeats a call that may
   * have been applied.
   */
  Outcome send(Write<P> write, TspAccess tsp);

  /** What may be done after an attempt whose effect is not known. */
  RepeatSafety repeatSafety(Write<P> write);
}
