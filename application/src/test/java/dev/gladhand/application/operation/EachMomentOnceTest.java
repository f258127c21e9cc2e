package dev.gladhand.application.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.domain.operation.Past;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of waits at the same time, each moment is told once. */
final class EachMomentOnceTest {
  private static Past waited(String why, long from, long until) {
    return new Past.Waited(why, Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
  }

  @Test
  void whatKeptItMostIsToldAndTheRestFillsWhatIsLeft() {
    assertEquals(
        List.of(
            waited("earlier_write", 0, 10),
            waited("credentials", 10, 30),
            waited("earlier_write", 30, 40),
            waited("rate_limit", 40, 45),
            waited("queue", 45, 50)),
        EachMomentOnce.of(
            List.of(
                waited("earlier_write", 0, 40),
                waited("rate_limit", 20, 45),
                waited("credentials", 10, 30),
                waited("queue", 0, 50))));
  }

  @Test
  void whatWasToldTwiceIsOneAndWhatIsCoveredIsLeftOut() {
    var settled = new Past.Settled(Past.How.FOUND, Instant.ofEpochSecond(9));
    assertEquals(
        List.of(waited("settling", 2, 9), settled),
        EachMomentOnce.of(
            List.of(
                waited("queue", 3, 8),
                waited("settling", 2, 6),
                waited("settling", 4, 9),
                settled)));
  }
}
