package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.payload.Payload;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that lists every message that the TSP has sent since a given time. It settles a message
 * whose sending was not answered.
 *
 * @param from the time at which the list begins, by the gateway's clock
 * @param rows the rows of an answer; null if it cannot be read or is not the whole list
 * @param entry reads the message in a row; as its recipient, it has the TSP's id of the recipient
 *     or destination to which it was sent
 */
public record SentPage(
    TspRequest request,
    Instant from,
    Function<Exchange.Answered, @Nullable List<TspJson>> rows,
    Function<TspJson, SentList.Entry> entry) {
  public Settlement settle(
      TspApi api,
      InstantSource clock,
      Write<? extends Payload> write,
      Unanswered attempt,
      TspAccess tsp) {
    return settle(api, clock, null, write, attempt, tsp);
  }

  /**
   * @param destinations where the messages go; null if they go to the recipients themselves
   */
  public Settlement settle(
      TspApi api,
      InstantSource clock,
      @Nullable Destinations destinations,
      Write<? extends Payload> write,
      Unanswered attempt,
      TspAccess tsp) {
    var asked = clock.instant();
    return switch (api.readPage(request, tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> {
        var arrived = clock.instant();
        var sent = rows.apply(answered);
        if (sent == null) {
          var why = "the list of sent messages cannot be read completely";
          yield new Settlement.TryLater(answered.error(ErrorType.TSP, why, false));
        }
        var listed = sent.stream().map(entry).toList();
        var entries =
            destinations == null
                ? new Fact.Known<>(listed)
                : destinations.entries(write, attempt, from, listed, tsp);
        yield switch (entries) {
          case Fact.Unknown<List<SentList.Entry>>(_, var error) -> new Settlement.TryLater(error);
          case Fact.Known<List<SentList.Entry>>(var all) ->
              new SentList(all, answered, from, asked, arrived).settle(write, attempt);
        };
      }
    };
  }
}
