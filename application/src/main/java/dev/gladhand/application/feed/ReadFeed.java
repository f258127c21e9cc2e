package dev.gladhand.application.feed;

import dev.gladhand.domain.connection.PartnerId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a partner's feed of events. Blocks; throws {@code StoreUnavailable}. */
public final class ReadFeed {
  /** 8 MiB, less what is around the items. */
  private static final int MOST_BYTES = 8 * 1024 * 1024 - 1024;

  /** Operations take up to 256 KiB each. */
  private static final int TOGETHER = 10;

  private final Events events;
  private final RenderEvents render;

  public ReadFeed(Events events, RenderEvents render) {
    this.events = events;
    this.render = render;
  }

  /**
   * What comes after a place, in order; events that are not kept any more are left out.
   *
   * @param size at most, and no more than 8 MiB of JSON, or one item that is larger: then the page
   *     ends early
   */
  public Page after(PartnerId partner, long after, int size) {
    return after(partner, after, size, MOST_BYTES);
  }

  /** The same with a page that ends earlier. */
  public Page after(PartnerId partner, long after, int size, int mostBytes) {
    var placed = events.feed(partner, after, size);
    var items = new ArrayList<Item>();
    var room = mostBytes;
    var next = after;
    // A few at a time, so that no more operations are in memory than about fit into a page.
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
   * @param next where to go on: beyond what is left out, too, so that a page without items is the
   *     end only where it is {@code after} itself
   */
  public record Page(List<Item> items, long next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * @param json the whole item, as it is told
   */
  public record Item(long sequence, String eventName, String json) {}
}
