package dev.gladhand.tsp.motive;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.json.Json;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settles messages with {@code GET /v1/messages}, which lists the messages of a user that have
 * changed since a given time. If a message was neither delivered nor read yet, it was sent at the
 * time of its last change; for other messages, only {@code sent_at} says when they were sent.
 */
final class MotiveSentMessages {
  private static final int PER_PAGE = 100;
  private static final int MOST_PAGES = 20;

  /**
   * The list begins this long before the attempt, because the query's time has no time zone and
   * Motive does not document which one it assumes.
   */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final TspApi api;
  private final InstantSource clock;

  MotiveSentMessages(TspApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var sender = Recipients.sender(write.payload());
    if (sender == null) {
      return new Settlement.CannotTell(
          "Motive lists the messages of a sender only, and this write names none");
    }
    var from = attempt.begun().minus(EARLIER);
    var query = "/v1/messages?min_updated_at=" + SECONDS.format(from) + "&per_page=" + PER_PAGE;
    var asked = clock.instant();
    var ids = new LinkedHashSet<String>();
    var entries = new ArrayList<SentList.Entry>();
    var first = List.<String>of();
    for (var page = 1; page <= MOST_PAGES; page++) {
      switch (page(query + "&page_no=" + page, sender, tsp)) {
        case Page.Failed(var error) -> {
          return new Settlement.TryLater(error);
        }
        case Page.Read(var answered, var items) -> {
          first = page == 1 ? ids(items) : first;
          for (var item : items) {
            if (isFrom(sender, item) && ids.add(id(item))) {
              entries.add(entry(item));
            }
          }
          if (items.size() < PER_PAGE) {
            return page > 1 && hasMoved(query, sender, first, tsp)
                ? new Settlement.TryLater(
                    answered.error(ErrorType.TSP, "the list changed while it was read", false))
                : new SentList(entries, answered, from, asked, clock.instant())
                    .settle(write, attempt);
          }
        }
      }
    }
    return new Settlement.CannotTell("more messages were sent than the gateway reads");
  }

  private sealed interface Page {
    record Read(Exchange.Answered answered, List<TspJson> items) implements Page {}

    record Failed(TspError error) implements Page {}
  }

  private Page page(String pathAndQuery, Reference sender, TspAccess tsp) {
    var request =
        api.get(tsp.settings(), pathAndQuery, Map.of(MotiveMessages.SENDER, Recipients.id(sender)));
    return switch (api.readPage(request, tsp)) {
      case Exchange.Failed failed -> new Page.Failed(failed.error());
      case Exchange.Answered answered -> {
        var items = TspJson.items(answered.json(), "messages");
        yield items == null
            ? new Page.Failed(
                answered.error(ErrorType.TSP, "the list of messages cannot be read", false))
            : new Page.Read(
                answered,
                items.stream().map(one -> new TspJson(Json.at(one.value(), "message"))).toList());
      }
    };
  }

  /**
   * Whether the list has changed since its first page was fetched, so that a message may have moved
   * to another page and been missed. The first page is fetched again and compared.
   */
  private boolean hasMoved(String query, Reference sender, List<String> before, TspAccess tsp) {
    return !(page(query + "&page_no=1", sender, tsp) instanceof Page.Read(_, var items)
        && ids(items).equals(before));
  }

  private static List<String> ids(List<TspJson> items) {
    return items.stream().map(MotiveSentMessages::id).toList();
  }

  private static String id(TspJson message) {
    return String.valueOf(TspJson.string(message, "id"));
  }

  private static boolean isFrom(Reference sender, TspJson message) {
    var from = TspJson.string(message, "sender_id");
    return from == null || from.equals(Recipients.id(sender));
  }

  private static SentList.Entry entry(TspJson message) {
    return SentList.Entry.of(
        TspJson.string(message, "recipient_id"), TspJson.string(message, "body"), sentAt(message));
  }

  private static @Nullable Instant sentAt(TspJson message) {
    var told = TspJson.moment(message, "sent_at");
    return told == null && "sent".equals(TspJson.string(message, "status"))
        ? TspJson.moment(message, "updated_at")
        : told;
  }
}
