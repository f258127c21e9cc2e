package dev.gladhand.domain.tsp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An attempt of which nobody knows whether it was applied.
 *
 * @param begun when it began, by this node's clock: allow for some skew
 * @param others what else of the same connection a look-up may meet
 */
public record Unanswered(Instant begun, Others others) {

  /** The gateway's own other writes, as the store knows them at the time of the question. */
  public interface Others {
    /** There are none. */
    Others NONE = _ -> Optional.of(List.of());

    /**
     * Those of the same kind (messages and group messages are one) that were sent, or may have
     * been, and have changed since then; empty where there are too many to tell. Blocks on the
     * store, and throws what the store throws.
     */
    Optional<List<OtherWrite>> changedSince(Instant from);
  }

  public static Unanswered since(Instant begun) {
    return new Unanswered(begun, Others.NONE);
  }
}
