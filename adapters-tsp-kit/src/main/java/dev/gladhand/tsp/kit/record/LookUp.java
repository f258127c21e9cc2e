package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the record of an unanswered create in a list of the TSP's records, which contains the
 * record if the create was applied.
 *
 * @param request the request of the list
 * @param records the records of an answer; null if it cannot be read or is not the whole list
 * @param match compares a record of the list with the write
 * @param id the member that holds a record's id
 */
public record LookUp(
    TspRequest request,
    Function<Exchange.Answered, @Nullable List<TspJson>> records,
    Function<TspJson, Match> match,
    String id) {
  /**
   * How long after its beginning an unanswered call may still be running at the TSP. Until then, a
   * record that is missing in the list may still appear.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** The result of comparing a record with the write. */
  public enum Match {
    OURS,
    /** This write may have made the record, or another write at the same time. */
    UNCLEAR,
    ANOTHER;

    public static Match ours(boolean isOurs) {
      return isOurs ? OURS : ANOTHER;
    }
  }

  /**
   * Reads the list and settles the create with it.
   *
   * @param begun when the attempt began; null if the TSP's answer shows that the attempt has ended
   */
  public Settlement settle(TspApi api, TspAccess tsp, @Nullable Instant begun, Instant now) {
    return switch (api.readPage(request, tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> {
        var all = records.apply(answered);
        yield all == null
            ? later(answered, "the answer to the look-up cannot be read completely")
            : read(answered, all, begun != null && now.isBefore(begun.plus(QUIET)));
      }
    };
  }

  /**
   * Reads the list and settles a create whose record may be taken for that of another create with
   * the same values.
   *
   * @param isEqual whether another create would make a record that this look-up finds
   */
  public Settlement settle(
      TspApi api,
      TspAccess tsp,
      Write<?> write,
      Unanswered attempt,
      InstantSource clock,
      Predicate<Write<?>> isEqual) {
    return settle(api, tsp, write, attempt, clock, FoundRecord.EARLIER, isEqual);
  }

  /**
   * Does the same for a list that also contains older records.
   *
   * @param earlier how long before the beginning of the attempt another create can have changed
   *     last and still be considered as the one that made the record
   */
  public Settlement settle(
      TspApi api,
      TspAccess tsp,
      Write<?> write,
      Unanswered attempt,
      InstantSource clock,
      Duration earlier,
      Predicate<Write<?>> isEqual) {
    var settled = settle(api, tsp, attempt.begun(), clock.instant());
    return settled instanceof Settlement.Applied(var found, _)
        ? FoundRecord.settle(found, write, attempt, earlier, isEqual)
        : settled;
  }

  private Settlement read(Exchange.Answered answered, List<TspJson> all, boolean isEarly) {
    var ours = new ArrayList<TspJson>();
    var isUnclear = false;
    for (var record : all) {
      switch (match.apply(record)) {
        case OURS -> ours.add(record);
        case UNCLEAR -> isUnclear = true;
        case ANOTHER -> {}
      }
    }
    if (ours.size() == 1 && TspJson.id(ours.getFirst(), id) != null) {
      return new Settlement.Applied(TspJson.id(ours.getFirst(), id), List.of());
    }
    if (isUnclear || !ours.isEmpty()) {
      return new Settlement.CannotTell(
          "it is not clear whether the record that was found is the written one");
    }
    return isEarly
        ? later(answered, "the record is not in the list yet")
        : new Settlement.NotApplied();
  }

  private static Settlement later(Exchange.Answered answered, String why) {
    return new Settlement.TryLater(answered.error(ErrorType.TSP, why, false));
  }
}
