package dev.gladhand.tsp.kit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.OtherWrite.Stage;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.record.SentList.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two equal messages to one driver, and how many of them the list shows. Times in seconds. */
class OtherSendsTest {
  private static final Instant BEGUN = Instant.parse("2026-11-20T08:30:00Z");
  private static final RepeatKey KEY = new RepeatKey(new UUID(0, 5));
  private static final Reference DRIVER = Reference.of(new SourceId("7"));

  private static Instant at(double seconds) {
    return BEGUN.plusMillis((long) (seconds * 1000));
  }

  private static OtherWrite other(
      int key, double since, double changed, Stage stage, boolean applied) {
    var fields = Fields.NONE.with(Message.MESSAGE_TEXT, "hi");
    var write =
        new Write<>(
            new RepeatKey(new UUID(0, key)),
            OperationType.CREATE,
            new Message(fields),
            null,
            Settings.NONE,
            Progress.NONE,
            null);
    var drivers = List.of(DRIVER);
    return new OtherWrite(
        write,
        at(since),
        at(changed),
        stage,
        applied ? drivers : List.of(),
        applied ? List.of() : drivers,
        null);
  }

  private static Verdict count(List<OtherWrite> others, double... entries) {
    var clock = new TheirClock(Duration.ofSeconds(-1), Duration.ofSeconds(1));
    var sends = new OtherSends(_ -> Optional.of(others), clock, at(-600), BEGUN.plusSeconds(30));
    var times = Arrays.stream(entries).mapToObj(OtherSendsTest::at).toList();
    return sends.count(new SentList.Question(KEY, "7", "hi", clock.earliest(BEGUN)), times);
  }

  @Test
  void anEntryThatAnotherSendAccountsForIsNotOurs() {
    var twin = other(1, -2, -0.5, Stage.ENDED, true);
    assertEquals(Verdict.REACHED, count(List.of(), -0.6));
    assertEquals(Verdict.MISSING, count(List.of(twin), -0.6));
    assertEquals(Verdict.REACHED, count(List.of(twin), -0.6, 0.3));
    // It ended so long before that the entry cannot be its own.
    assertEquals(Verdict.REACHED, count(List.of(other(1, -90, -60, Stage.ENDED, true)), 0.3));
    var third = other(2, -2, -0.4, Stage.ENDED, true);
    assertEquals(Verdict.MISSING, count(List.of(twin, third), -0.6, -0.5));
    assertEquals(Verdict.REACHED, count(List.of(twin, third), -0.6, -0.5, 0.2));
  }

  @Test
  void anEntryThatMayBeAnothersIsNobodys() {
    assertEquals(Verdict.UNCLEAR, count(List.of(other(1, -2, 1, Stage.ENDED, false)), 0.3));
    assertEquals(Verdict.REACHED, count(List.of(other(1, -2, 1, Stage.ENDED, false)), 0.3, 0.4));
    assertEquals(Verdict.LATER, count(List.of(other(1, -2, 1, Stage.UNDER_WAY, false)), 0.3));
    // It was sent, but perhaps before the list begins.
    assertEquals(Verdict.UNCLEAR, count(List.of(other(1, -700, 1, Stage.ENDED, true)), 0.3));
    // What was recorded while the list was made may be missing in it.
    assertEquals(Verdict.LATER, count(List.of(other(1, -2, 29.5, Stage.ENDED, true)), 0.3));
  }

  /** The clocks of the TSP's machines may be further apart than one goes by. */
  @Test
  void anEntryALittleTooEarlyThatIsNobodyElsesIsNotCalledMissing() {
    assertEquals(Verdict.UNCLEAR, count(List.of(), -1.1));
    assertEquals(Verdict.UNCLEAR, count(List.of(), -5.9));
    assertEquals(Verdict.MISSING, count(List.of(), -6.1));
    var twin = other(1, -4, -3, Stage.ENDED, true);
    assertEquals(Verdict.MISSING, count(List.of(twin), -3.5));
    assertEquals(Verdict.MISSING, count(List.of(twin), -5.9));
    assertEquals(Verdict.UNCLEAR, count(List.of(twin), -3.5, -2.5));
    assertEquals(Verdict.MISSING, count(List.of(twin, twin), -3.5, -2.5));
    assertEquals(Verdict.MISSING, count(List.of(other(1, -4, -3, Stage.ENDED, false)), -3.5));
  }

  @Test
  void ofTwoThatWaitForALookUpTheEarlierTakesTheEntry() {
    assertEquals(Verdict.LATER, count(List.of(other(1, -2, 1, Stage.WAITING, false)), 0.3));
    assertEquals(Verdict.REACHED, count(List.of(other(9, -2, 1, Stage.WAITING, false)), 0.3));
  }

  @Test
  void tooManyToTellAreNotGuessedAt() {
    var clock = new TheirClock(Duration.ZERO, Duration.ZERO);
    var sends = new OtherSends(_ -> Optional.empty(), clock, at(-600), at(30));
    assertEquals(
        Verdict.UNCLEAR, sends.count(new SentList.Question(KEY, "7", "hi", BEGUN), List.of(at(1))));
  }
}
