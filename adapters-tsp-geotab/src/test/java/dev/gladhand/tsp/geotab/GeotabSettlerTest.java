package dev.gladhand.tsp.geotab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GeotabSettlerTest {
  private static final Instant BEGUN = AdapterBench.NOW.minusSeconds(30);

  private final AdapterBench bench =
      new AdapterBench(
          new GeotabAdapterFactory(),
          "{\"dvir\":{\"defect_list\":\"b200\"}}",
          "{\"database\":\"acme\",\"user_name\":\"api\",\"password\":\"a-password\",\"session\":\"s1\"}");

  private Settlement settle(Unanswered.Others others) {
    return settle(inspection("@b5", ""), others);
  }

  private Settlement settle(Write<Payload> write, Unanswered.Others others) {
    return bench
        .adapter
        .settler()
        .orElseThrow()
        .settle(write, new Unanswered(BEGUN, others), bench.access());
  }

  private Write<Payload> inspection(String driver, String fraction) {
    return bench.create(
        Resource.DVIR_LOG,
        """
        {"driver_id":"%s","vehicle_id":"@b1","occurred_at":"2026-11-20T08:00:00%sZ","log_type":"pre_trip",
         "is_safety_critical":false}"""
            .formatted(driver, fraction));
  }

  private static Unanswered.Others sent(Write<Payload> write, @Nullable String made) {
    var other =
        new OtherWrite(
            write,
            BEGUN.minusSeconds(1),
            BEGUN.minusMillis(500),
            OtherWrite.Stage.ENDED,
            List.of(),
            List.of(),
            made == null ? null : new SourceId(made));
    return _ -> Optional.of(List.of(other));
  }

  private void finds(String id) {
    bench.calls.reply(
        200,
        "{\"result\":[{\"id\":\"%s\",\"dateTime\":\"2026-11-20T08:00:00.000Z\",\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"}}]}"
            .formatted(id));
  }

  @Test
  void anInspectionThatAnEqualWriteMayHaveMadeIsNobodys() {
    finds("b91");
    assertInstanceOf(Settlement.CannotTell.class, settle(sent(inspection("@b5", ""), null)));
    // Geotab keeps milliseconds.
    finds("b91");
    assertInstanceOf(Settlement.CannotTell.class, settle(sent(inspection("@b5", ".0009"), null)));
  }

  @Test
  void anInspectionThatAnotherWriteIsKnownToHaveMadeIsNotOurs() {
    finds("b91");
    assertEquals(new Settlement.NotApplied(), settle(sent(inspection("@b5", ""), "b91")));
  }

  @Test
  void anInspectionIsNobodysIfTheOtherWritesAreTooManyToRead() {
    finds("b91");
    assertInstanceOf(Settlement.CannotTell.class, settle(_ -> Optional.empty()));
  }

  @Test
  void anInspectionThatNoOtherWriteCanHaveMadeIsOurs() {
    finds("b91");
    assertInstanceOf(Settlement.Applied.class, settle(sent(inspection("@b6", ""), null)));
  }

  @Test
  void anInspectionThatIsNotThereWasNotMade() {
    bench.calls.reply(200, "{\"result\":[]}");
    assertEquals(new Settlement.NotApplied(), settle(_ -> Optional.empty()));
  }

  @Test
  void aDeviceOfTheSameMillisecondMayBeThatOfAnotherWrite() {
    var body = "{\"vehicle_name\":\"Truck 9\",\"eld_serial_number\":\"G90000000009\"}";
    var write = bench.create(Resource.VEHICLE, body);
    var answer =
        "{\"result\":[{\"id\":\"b9\",\"serialNumber\":\"G90000000009\",\"activeFrom\":\"%s\"}]}"
            .formatted(write.key().accepted());
    bench.calls.reply(200, answer);
    assertInstanceOf(Settlement.Applied.class, settle(write, _ -> Optional.of(List.of())));
    bench.calls.reply(200, answer);
    assertInstanceOf(
        Settlement.CannotTell.class,
        settle(write, sent(bench.create(Resource.VEHICLE, body), null)));
  }
}
