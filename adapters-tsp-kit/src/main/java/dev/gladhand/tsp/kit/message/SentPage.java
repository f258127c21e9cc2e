package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that lists every message that was sent since a time, and settles an unanswered one.
 *
 * @param from the time at which the list begins, by the gateway's clock
 * @param rows the rows of an answer; null if it cannot be read or is not the whole list
 * @param entry the message of a row, with the TSP's id of where it went
 */
public record SentPage(
    TspRequest request,
    Instant from,
    Function<Exchange.Answered, @Nullable List<TspJson>> rows,
    Function<TspJson, SentList.Entry> entry) {
  /** Settles a message that goes to something else than its recipients. */
  public Settlement settle(
      TspApi api,
      InstantSource clock,
      Destinations destinations,
      Write<? extends Payload> write,
      Unanswered attempt,
      TspAccess tsp) {
    return switch (destinations.all(write, tsp)) {
      case Fact.Unknown<Map<String, List<Reference>>>(_, var error) ->
          new Settlement.TryLater(error);
      case Fact.Known<Map<String, List<Reference>>>(var all) ->
          new SentPage(
                  request, from, rows, entry.andThen(one -> Destinations.entry(write, all, one)))
              .settle(api, clock, write, attempt, tsp);
    };
  }

  public Settlement settle(
      TspApi api,
      InstantSource clock,
      Write<? extends Payload> write,
      Unanswered attempt,
      TspAccess tsp) {
    var asked = clock.instant();
    return switch (api.readPage(request, tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> {
        var sent = rows.apply(answered);
        if (sent == null) {
          var why = "the list of sent messages cannot be read completely";
          yield new Settlement.TryLater(answered.error(ErrorType.TSP, why, false));
        }
        var entries = sent.stream().map(entry).toList();
        yield new SentList(entries, answered, from, asked, clock.instant()).settle(write, attempt);
      }
    };
  }
}
