package dev.gladhand.tsp.kit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.OtherWrite.Stage;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A vehicle that is found by its VIN, and who made it. */
class FoundRecordTest {
  private static final Instant BEGUN = Instant.parse("2026-11-20T08:30:00Z");
  private static final SourceId FOUND = new SourceId("v-7");

  private static Write<Vehicle> create(int key, String vin) {
    return create(key, new Vehicle(Fields.NONE.with(Vehicle.VIN, vin)));
  }

  private static Write<Vehicle> create(int key, Vehicle vehicle) {
    return new Write<>(
        new RepeatKey(new UUID(0, key)),
        OperationType.CREATE,
        vehicle,
        null,
        Settings.NONE,
        Progress.NONE,
        null);
  }

  private static OtherWrite other(int key, String vin, Stage stage, @Nullable String made) {
    var source = made == null ? null : new SourceId(made);
    return new OtherWrite(create(key, vin), BEGUN, BEGUN, stage, List.of(), List.of(), source);
  }

  private static Settlement settle(OtherWrite... others) {
    var attempt = new Unanswered(BEGUN, _ -> Optional.of(List.of(others)));
    return FoundRecord.settle(
        FOUND, create(5, "A"), attempt, one -> "A".equals(one.payload().fields().get(Vehicle.VIN)));
  }

  @Test
  void aRecordThatAnotherCreateMadeIsNotOurs() {
    var ours = new Settlement.Applied(FOUND, List.of());
    assertEquals(ours, settle());
    assertEquals(new Settlement.NotApplied(), settle(other(1, "A", Stage.ENDED, "v-7")));
    assertEquals(ours, settle(other(1, "A", Stage.ENDED, "v-6")));
  }

  @Test
  void aRecordThatAnotherEqualCreateMayHaveMadeIsNobodys() {
    var ours = new Settlement.Applied(FOUND, List.of());
    assertEquals(ours, settle(other(1, "B", Stage.ENDED, null)));
    assertInstanceOf(Settlement.CannotTell.class, settle(other(9, "A", Stage.ENDED, null)));
    assertInstanceOf(Settlement.CannotTell.class, settle(other(9, "A", Stage.UNDER_WAY, null)));
    assertInstanceOf(Settlement.CannotTell.class, settle(other(1, "A", Stage.WAITING, null)));
    assertEquals(ours, settle(other(9, "A", Stage.WAITING, null)));
    // With other contents it matters which of the two made the record.
    var named = new Vehicle(Fields.NONE.with(Vehicle.VIN, "A").with(Vehicle.VEHICLE_NAME, "T"));
    var other =
        new OtherWrite(create(9, named), BEGUN, BEGUN, Stage.WAITING, List.of(), List.of(), null);
    assertInstanceOf(Settlement.CannotTell.class, settle(other));
  }

  @Test
  void tooManyToTellAreNotGuessedAt() {
    var attempt = new Unanswered(BEGUN, _ -> Optional.empty());
    assertInstanceOf(
        Settlement.CannotTell.class, FoundRecord.settle(FOUND, create(5, "A"), attempt, _ -> true));
  }
}
