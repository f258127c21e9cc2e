package dev.gladhand.tsp.geotab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeotabSettlerTest {
  private static final Instant BEGUN = AdapterBench.NOW.minusSeconds(30);

  private final AdapterBench bench =
      new AdapterBench(
          new GeotabAdapterFactory(),
          "{\"dvir\":{\"defect_list\":\"b200\"}}",
          "{\"database\":\"acme\",\"user_name\":\"api\",\"password\":\"a-password\",\"session\":\"s1\"}");

  private Settlement settleInspection(Unanswered.Others others) {
    return bench
        .adapter
        .settler()
        .orElseThrow()
        .settle(inspection("@b5"), new Unanswered(BEGUN, others), bench.access());
  }

  private Write<Payload> inspection(String driver) {
    return bench.create(
        Resource.DVIR_LOG,
        """
        {"driver_id":"%s","vehicle_id":"@b1","occurred_at":"2026-11-20T08:00:00Z","log_type":"pre_trip",
         "is_safety_critical":false}"""
            .formatted(driver));
  }

  private Unanswered.Others sent(String driver) {
    var other =
        new OtherWrite(
            inspection(driver),
            BEGUN.minusSeconds(1),
            BEGUN.minusMillis(500),
            OtherWrite.Stage.ENDED,
            List.of(),
            List.of(),
            null);
    return _ -> Optional.of(List.of(other));
  }

  @Test
  void takesTheInspectionOfAnotherWriteForNobodys() {
    assertInstanceOf(Settlement.CannotTell.class, settleInspection(sent("@b5")));
    assertEquals(List.of(), bench.calls.lines());
  }

  @Test
  void takesNoInspectionForItsOwnIfTheOtherWritesAreTooManyToRead() {
    assertInstanceOf(Settlement.CannotTell.class, settleInspection(_ -> Optional.empty()));
    assertEquals(List.of(), bench.calls.lines());
  }

  @Test
  void looksForAnInspectionThatNoOtherWriteHasMade() {
    bench.calls.reply(200, "{\"result\":[]}");
    assertEquals(new Settlement.NotApplied(), settleInspection(sent("@b6")));
    assertEquals(1, bench.calls.lines().size());
  }
}
