package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Checks the events of a partner that has no subscription and has not yet read its feed. They may
 * stay without sequence numbers, but all of them get their numbers as soon as the partner
 * subscribes or reads its feed.
 */
@SuppressWarnings("this-escape") // An heir makes its deck from nothing of its own.
public abstract class QuietPartnersContract {
  private final Deck deck = deck();

  /** A new deck on empty stores. No partner has a subscription or has read its feed. */
  protected abstract Deck deck();

  /**
   * Whether this store gives no sequence numbers to the events of a partner that has not asked for
   * events.
   */
  protected abstract boolean leavesThemOut();

  /**
   * Changes the one stored event so that it looks as if its transaction had begun before the
   * partner first asked for events.
   */
  protected abstract void storedBefore();

  private void happens(int times) {
    for (var i = 0; i < times; i++) {
      deck.happens("connection.failed");
    }
  }

  private int sequenced() {
    return deck.stores.events().sequence(100, deck.clock.instant()).events();
  }

  private List<Long> feed(long after) {
    return deck.feed.after(Deck.PARTNER, after, 1_000).items().stream()
        .map(item -> item.sequence())
        .toList();
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void numbersAreGivenOnceTheFeedIsRead() {
    happens(3);
    assertEquals(leavesThemOut() ? 0 : 3, sequenced());
    assertEquals(numbers(1, 3), feed(0));
    happens(2);
    assertEquals(2, sequenced());
    assertEquals(numbers(1, 5), feed(0));
  }

  @Test
  void aSubscriptionIsToldOfWhatHappensAfterIt() {
    happens(2);
    sequenced();
    deck.subscribe("https://a.example/", "connection.*");
    var third = deck.happens("connection.failed");
    deck.settle();
    assertEquals(List.of(third), deck.receivers.sent.stream().map(out -> out.event()).toList());
    assertEquals(numbers(1, 3), feed(0));
  }

  @Test
  void whatWasStoredInTheMeantimeGetsItsNumber() {
    assertEquals(List.of(), feed(0));
    happens(1);
    storedBefore();
    assertEquals(1, sequenced());
    assertEquals(numbers(1, 1), feed(0));
  }

  @Test
  void manyAreNumberedBeforeWhatComesLater() {
    happens(1_150);
    deck.subscribe("https://a.example/", "connection.*");
    happens(1);
    var placed = 0;
    for (var round = 0; round < 20; round++) {
      placed += sequenced();
    }
    assertEquals(1_151, placed);
    deck.settle();
    assertEquals(numbers(1, 1_000), feed(0));
    assertEquals(numbers(1_001, 1_151), feed(1_000));
    assertTrue(deck.receivers.sent.size() >= 1);
  }

  @Test
  void theFirstReadHasWhatIsThere() {
    happens(1_150);
    if (leavesThemOut()) {
      assertEquals(0, sequenced());
    }
    deck.settle();
    assertEquals(numbers(1, 1_000), feed(0));
    sequenced();
    sequenced();
    assertEquals(numbers(1_001, 1_150), feed(1_000));
  }
}
