package dev.gladhand.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void nobodyHasMoreThanTheNumberOfEach() {
    var shares = new Shares<String>(10, 2);
    assertEquals(Optional.of("a"), shares.take(List.of("a")));
    assertEquals(Optional.of("a"), shares.take(List.of("a")));
    assertEquals(Optional.empty(), shares.take(List.of("a")));
    assertEquals(Optional.of("b"), shares.take(List.of("a", "b")));
    shares.giveBack("a");
    assertEquals(1, shares.held("a"));
    assertEquals(Optional.of("a"), shares.take(List.of("a")));
  }

  @Test
  void allTogetherHaveNoMoreThanThereAre() {
    var shares = new Shares<String>(2, 2);
    assertEquals(Optional.of("a"), shares.take(List.of("a", "b")));
    assertEquals(Optional.of("b"), shares.take(List.of("a", "b")));
    assertEquals(Optional.empty(), shares.take(List.of("c")));
    shares.giveBack("a");
    assertEquals(Optional.of("c"), shares.take(List.of("c")));
  }

  @Test
  void takesTurns() {
    var shares = new Shares<String>(1, 1);
    var waiting = List.of("a", "b", "c");
    var served = new ArrayList<String>();
    for (var i = 0; i < 6; i++) {
      var next = shares.take(waiting).orElseThrow();
      served.add(next);
      shares.giveBack(next);
    }
    assertEquals(List.of("a", "b", "c", "a", "b", "c"), served);
  }

  @Test
  void whoHasFewestComesFirst() {
    var shares = new Shares<String>(10, 3);
    assertEquals(Optional.of("a"), shares.take(List.of("a")));
    assertEquals(Optional.of("a"), shares.take(List.of("a")));
    assertEquals(Optional.of("b"), shares.take(List.of("a", "b")));
    assertEquals(Optional.of("b"), shares.take(List.of("a", "b")));
    assertEquals(Optional.of("a"), shares.take(List.of("a", "b")), "of two with two, the earlier");
  }

  @Test
  void remembersAPlaceAmongManyHolders() {
    var shares = new Shares<Integer>(Integer.MAX_VALUE, 1);
    shares.take(List.of(-1));
    IntStream.range(0, 20_000)
        .forEach(
            holder -> {
              shares.take(List.of(holder));
              shares.giveBack(holder);
            });
    assertEquals(Optional.empty(), shares.take(List.of(-1)));
    assertThrows(IllegalStateException.class, () -> shares.giveBack(7));
  }

  @Test
  void aHolderHasMoreThanItsNumberOnlyWhileSomeAreSpare() {
    var shares = new Shares<String>(10, 5, 2);
    IntStream.range(0, 8)
        .forEach(n -> assertEquals(Optional.of("a"), shares.take(List.of("a")), "place " + n));
    assertEquals(Optional.empty(), shares.take(List.of("a")));
    assertEquals(Optional.of("b"), shares.take(List.of("a", "b")));
    assertEquals(Set.of("a", "b"), shares.holders());
  }
}
