package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a certain create made a record that a look-up has found. The record contains no
 * key of the gateway, only the same values as the create.
 */
public final class FoundRecord {
  /**
   * How long before the beginning of the attempt another create can have changed last and still be
   * considered as the one that made the record.
   */
  static final Duration EARLIER = Duration.ofHours(1);

  private FoundRecord() {}

  /**
   * Settles the write as applied, or as not applied if another create of the gateway is known to
   * have made the record that was found. If another create may have made it, the result is {@link
   * Settlement.CannotTell}.
   *
   * @param found the id of the record that was found; null if the provider's answer has none
   * @param isEqual whether another create would make a record that the same look-up finds
   */
  public static Settlement settle(
      @Nullable SourceId found, Write<?> write, Unanswered attempt, Predicate<Write<?>> isEqual) {
    return settle(found, write, attempt, EARLIER, isEqual);
  }

  /**
   * @param earlier how long before the beginning of the attempt another create can have changed
   *     last and still be considered as the one that made the record
   */
  static Settlement settle(
      @Nullable SourceId found,
      Write<?> write,
      Unanswered attempt,
      Duration earlier,
      Predicate<Write<?>> isEqual) {
    if (found == null) {
      return new Settlement.CannotTell("the record that was found has no id");
    }
    var others = attempt.others().changedSince(attempt.begun().minus(earlier));
    if (others.isEmpty()) {
      return new Settlement.CannotTell(
          "too many writes were made then to tell which of them made this record");
    }
    var creates =
        others.get().stream().filter(one -> one.write().type() == OperationType.CREATE).toList();
    if (creates.stream().anyMatch(one -> found.equals(one.made()))) {
      return new Settlement.NotApplied();
    }
    return creates.stream().anyMatch(one -> mayHaveMade(one, write) && isEqual.test(one.write()))
        ? new Settlement.CannotTell(
            "another create with the same contents may have made this record")
        : new Settlement.Applied(found, List.of());
  }

  /**
   * Whether another create may have made the record. Of two creates with the same contents that
   * both wait for a look-up, the record counts as made by the one with the lower key. If their
   * contents differ, it matters which of them made it, and that cannot be told.
   */
  private static boolean mayHaveMade(OtherWrite other, Write<?> write) {
    return other.made() == null
        && (other.stage() != OtherWrite.Stage.WAITING
            || !other.write().payload().equals(write.payload())
            || other.write().key().hex().compareTo(write.key().hex()) < 0);
  }
}
