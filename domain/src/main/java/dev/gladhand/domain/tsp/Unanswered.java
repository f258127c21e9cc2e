package dev.gladhand.domain.tsp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An attempt whose effect is not known.
 *
 * @param begun when it began, by this node's clock, which may differ somewhat from the TSP's
 * @param others the other writes of the same connection whose results a look-up may find
 */
public record Unanswered(Instant begun, Others others) {

  /** Gives the gateway's own other writes, as the store knows them at the time of the call. */
  public interface Others {
    /** No other writes. */
    Others NONE = _ -> Optional.of(List.of());

    /**
     * The other writes of the unanswered write's kind (messages and group messages are one kind)
     * that were sent or may have been sent, and whose stored operation has changed since {@code
     * from}. Empty if there are too many. Blocks on the store, and throws what the store throws.
     */
    Optional<List<OtherWrite>> changedSince(Instant from);
  }

  public static Unanswered since(Instant begun) {
    return new Unanswered(begun, Others.NONE);
  }
}
