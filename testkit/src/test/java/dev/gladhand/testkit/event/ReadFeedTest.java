package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.feed.Events;
import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A feed some of whose operations are not kept any more. */
final class ReadFeedTest {
  private static final long GONE = 5;
  private static final long LAST = 7;

  private final ReadFeed feed =
      new ReadFeed(new Placings(GONE, "{}"), new RenderEvents(_ -> Map.of(), _ -> Map.of()));

  @Test
  void whatIsNotKeptAnyMoreIsPassedOver() {
    assertEquals(new ReadFeed.Page(List.of(), 3), feed.after(Deck.PARTNER, 0, 3));
    var next = feed.after(Deck.PARTNER, 3, 3);
    assertEquals(List.of(6L), next.items().stream().map(item -> item.sequence()).toList());
    assertEquals(6, next.next());
    assertEquals(new ReadFeed.Page(List.of(), 7), feed.after(Deck.PARTNER, 7, 3));
  }

  /** Each of 3 MiB: two fit into 8 MiB. */
  @Test
  void aPageEndsBeforeEightMebibytes() {
    var bulky = "\"" + "é".repeat(3 * 512 * 1024) + "\"";
    var large =
        new ReadFeed(new Placings(0, bulky), new RenderEvents(_ -> Map.of(), _ -> Map.of()));
    var sequences = new ArrayList<Long>();
    var pages = new ArrayList<Integer>();
    for (var page = large.after(Deck.PARTNER, 0, 1000);
        !page.items().isEmpty();
        page = large.after(Deck.PARTNER, page.next(), 1000)) {
      page.items().forEach(item -> sequences.add(item.sequence()));
      pages.add(page.items().size());
    }
    assertEquals(LongStream.rangeClosed(1, LAST).boxed().toList(), sequences);
    assertEquals(List.of(2, 2, 2, 1), pages);
  }

  @Test
  void anEventThatIsLargerThanAPageIsAPage() {
    var bulky = "\"" + "x".repeat(9 * 1024 * 1024) + "\"";
    var large =
        new ReadFeed(new Placings(0, bulky), new RenderEvents(_ -> Map.of(), _ -> Map.of()));
    var page = large.after(Deck.PARTNER, 0, 1000);
    assertEquals(List.of(1L), page.items().stream().map(ReadFeed.Item::sequence).toList());
    assertEquals(1, page.next());
  }

  /** Seven events, the first few of operations that are gone. */
  private record Placings(long gone, String data) implements Events {
    @Override
    public Sequenced sequence(int limit, Instant now) {
      return Sequenced.NOTHING;
    }

    @Override
    public List<Placed> feed(PartnerId partner, long after, int size) {
      return LongStream.rangeClosed(after + 1, LAST).limit(size).mapToObj(this::placed).toList();
    }

    private Placed placed(long sequence) {
      var isGone = sequence <= gone;
      return new Placed(
          sequence,
          new Event(
              new EventId(new UUID(0x7000L, 0x8000_0000_0000_0000L | sequence)),
              Deck.PARTNER,
              "resource_operation.created",
              isGone ? new OperationId(new UUID(0x7000L, Long.MIN_VALUE | sequence)) : null,
              isGone ? null : data,
              Instant.EPOCH));
    }

    @Override
    public int prune(Instant before, int limit) {
      return 0;
    }
  }
}
