package dev.gladhand.application.feed;

import dev.gladhand.domain.connection.PartnerId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a partner's feed of events. Blocks; throws {@code StoreUnavailable}. */
public final class ReadFeed {
  /** The most bytes of the items of a page: 8 MiB, less the JSON around them. */
  private static final int MOST_BYTES = 8 * 1024 * 1024 - 1024;

  /** How many events are rendered at a time; an operation takes up to 256 KiB. */
  private static final int TOGETHER = 10;

  private final Events events;
  private final RenderEvents render;

  public ReadFeed(Events events, RenderEvents render) {
    this.events = events;
    this.render = render;
  }

  /**
   * The events of a partner's feed after a number, ordered by their numbers; an event whose
   * operation is no longer kept is left out.
   *
   * @param size the most events; the page ends earlier at 8 MiB of JSON, but a single larger event
   *     is a page of its own
   */
  public Page after(PartnerId partner, long after, int size) {
    return after(partner, after, size, MOST_BYTES);
  }

  /** A page as {@link #after(PartnerId, long, int)} returns it, with another limit on its bytes. */
  public Page after(PartnerId partner, long after, int size, int mostBytes) {
    var placed = events.feed(partner, after, size);
    var items = new ArrayList<Item>();
    var room = mostBytes;
    var next = after;
    // A few events are rendered at a time, so that no more operations are in memory than fit into a
    // page.
    for (var from = 0; from < placed.size(); from += TOGETHER) {
      var some = placed.subList(from, Math.min(placed.size(), from + TOGETHER));
      var data = render.data(some.stream().map(Events.Placed::event).toList());
      for (var one : some) {
        var event = one.event();
        var told = data.get(event.id());
        if (told != null) {
          var json = RenderEvents.feedItem(event, one.sequence(), told.data());
          room -= json.getBytes(StandardCharsets.UTF_8).length + 1;
          if (room < 0 && !items.isEmpty()) {
            return new Page(items, next);
          }
          items.add(new Item(one.sequence(), event.name(), json));
        }
        next = one.sequence();
      }
    }
    return new Page(items, next);
  }

  /**
   * A page of events.
   *
   * @param next the number to pass as {@code after} for the next page. It also passes over events
   *     that were left out, so a page without items may be followed by more events. The feed has no
   *     further events if {@code next} equals the number that was passed for this page
   */
  public record Page(List<Item> items, long next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * One event of the feed.
   *
   * @param json the whole event in the form of the feed
   */
  public record Item(long sequence, String eventName, String json) {}
}
