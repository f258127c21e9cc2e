package dev.gladhand.http.webhook;

import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.application.feed.ReadFeed.Page;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.stream.PieceStreams;
import dev.gladhand.json.JsonText;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the feed of a partner's events: as a page, or as a stream that stays open. */
@Api("/v2/notifications/events")
final class EventController {
  private static final int MOST = 1000;
  private static final int USUAL = 300;
  private static final String JSON = MediaType.APPLICATION_JSON;
  private static final long LAST = 999_999_999_999_999_999L;

  private final ReadFeed feed;
  private final FeedStreams streams;
  private final PieceStreams pieces;

  EventController(ReadFeed feed, FeedStreams streams, PieceStreams pieces) {
    this.feed = feed;
    this.streams = streams;
    this.pieces = pieces;
  }

  @Knows({"after", "size"})
  @Get
  @Secured("resource_operation:read")
  HttpResponse<?> events(Call call) {
    var given = call.query().whole("after", 0, LAST);
    var after = given == null ? 0 : given;
    var size = call.query().whole("size", 1, MOST, USUAL);
    if (call.accepts(JSON, MediaType.TEXT_EVENT_STREAM).equals(MediaType.TEXT_EVENT_STREAM)) {
      var from = lastEventId(call.header("Last-Event-ID"), after);
      return call.head() ? FeedStreams.head() : streams.open(call, from);
    }
    return pieces.page(call, size, () -> json(page(call.partner(), after, size)));
  }

  /**
   * The position at which a stream begins. Browsers send {@code Last-Event-ID} when they reconnect,
   * so it takes precedence over the parameter.
   */
  private static long lastEventId(@Nullable String header, long after) {
    if (header == null || header.isBlank()) {
      return after;
    }
    if (!header.strip().matches("[0-9]{1,18}")) {
      throw Halt.malformed("Last-Event-ID must be the id of an event of this stream");
    }
    return Long.parseLong(header.strip());
  }

  /** Reads the next page that has items, so that an empty page always means the end. */
  private Page page(PartnerId partner, long after, int size) {
    var page = feed.after(partner, after, size);
    for (var from = after; page.items().isEmpty() && page.next() > from; ) {
      from = page.next();
      page = feed.after(partner, from, size);
    }
    return page;
  }

  private static Map<String, @Nullable Object> json(Page page) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", page.items().stream().map(item -> new JsonText(item.json())).toList());
    json.put("next_after", page.next());
    return json;
  }
}
