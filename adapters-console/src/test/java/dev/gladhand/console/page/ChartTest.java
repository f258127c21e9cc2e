package dev.gladhand.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.console.page.Block.Chart;
import dev.gladhand.console.page.Block.Chart.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChartTest {
  private final Series accepted = new Series("accepted", List.of(0L, 4L, 1L));
  private final Series failed = new Series("failed", List.of(0L, 0L, 2L));
  private final Chart chart = new Chart("acme", List.of(accepted, failed));

  @Test
  void aBarStandsAtItsMinuteAndIsAsHighAsItsCount() {
    assertEquals("M10 100v-100h5v100zM20 100v-25h5v25z", chart.path(accepted));
    assertEquals("M25 100v-50h5v50z", chart.path(failed));
    assertEquals(30, chart.width());
  }

  @Test
  void aCountIsSeenHoweverSmallBesideTheGreatest() {
    var few = new Series("few", List.of(1L, 1_000_000L));
    assertEquals("M0 100v-2h10v2zM10 100v-100h10v100z", new Chart("acme", List.of(few)).path(few));
  }

  @Test
  void itsTextTellsSumsAndTheGreatestCount() {
    assertEquals("acme: accepted 5, failed 2; at most 4 within a minute", chart.told());
    assertEquals("acme: none 0; at most 0 within a minute", ofNothing().told());
    assertEquals("", ofNothing().path(ofNothing().series().getFirst()));
  }

  private static Chart ofNothing() {
    return new Chart("acme", List.of(new Series("none", List.of(0L, 0L))));
  }
}
