package dev.gladhand.application.event;

import dev.gladhand.domain.connection.PartnerId;
import java.util.ArrayList;
import java.util.List;

/** Reads a partner's feed of events. Blocks; throws {@code StoreUnavailable}. */
public final class ReadFeed {
  private final Events events;
  private final RenderEvents render;

  public ReadFeed(Events events, RenderEvents render) {
    this.events = events;
    this.render = render;
  }

  /** What comes after a place, in order; events that are not kept any more are left out. */
  public Page after(PartnerId partner, long after, int size) {
    var placed = events.feed(partner, after, size);
    var data = render.data(placed.stream().map(Events.Placed::event).toList());
    var items = new ArrayList<Item>();
    for (var one : placed) {
      var event = one.event();
      var told = data.get(event.id());
      if (told != null) {
        items.add(
            new Item(
                one.sequence(), event.name(), RenderEvents.feedItem(event, one.sequence(), told)));
      }
    }
    return new Page(items, placed.isEmpty() ? after : placed.getLast().sequence());
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
