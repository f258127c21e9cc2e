package dev.gladhand.tsp.kit.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.TspJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FieldMapTest {
  private static final WordTable<EngineType> ENGINES = engines();

  private static final FieldMap MAP =
      FieldMap.builder()
          .add(Part.besides((write, body) -> body.put(write.key().hex(), "ref")))
          .add(Place.text(Vehicle.VEHICLE_NAME, 1, 5, "name").required().cleared(Clearing.REFUSED))
          .add(Place.text(Vehicle.NOTES, 0, 9, "info", "notes").cleared(Clearing.EMPTY))
          .add(Place.of(Vehicle.MODEL_YEAR, "info", "year"))
          .add(Place.word(Vehicle.ENGINE_TYPE, ENGINES, "engine"))
          .silent(Vehicle.SPEED_UNIT)
          .build();

  private static WordTable<EngineType> engines() {
    var table = WordTable.of(EngineType.class).to("d", EngineType.DIESEL);
    for (var type : EngineType.values()) {
      if (type != EngineType.DIESEL) {
        table.none(type);
      }
    }
    return table.build();
  }

  private static Write<Vehicle> write(OperationType type, Fields fields) {
    return new Write<>(
        new RepeatKey(new UUID(0, 7)),
        type,
        new Vehicle(fields),
        type == OperationType.UPDATE ? Reference.of(new SourceId("1")) : null,
        Settings.NONE,
        Progress.NONE,
        null);
  }

  private static String body(OperationType type, Fields fields) {
    return MAP.body(write(type, fields)).text();
  }

  private static List<String> faults(OperationType type, Fields fields) {
    var faults = new Faults();
    MAP.rules(type).forEach(rule -> rule.check(fields, Set.of(), faults));
    return faults.list().stream().map(fault -> fault.path() + ": " + fault.errorType()).toList();
  }

  @Test
  void keepsTheThreeKindsOfChangeApart() {
    var cleared =
        Fields.builder()
            .put(Vehicle.ENGINE_TYPE, null)
            .put(Vehicle.MODEL_YEAR, null)
            .put(Vehicle.NOTES, null)
            .build();
    assertEquals(
        "{\"ref\":\"00000000000000000000000000000007\",\"info\":{\"notes\":\"\",\"year\":null},\"engine\":null}",
        body(OperationType.UPDATE, cleared));
    assertEquals(
        "{\"ref\":\"00000000000000000000000000000007\"}", body(OperationType.CREATE, cleared));
    var set =
        Fields.builder()
            .put(Vehicle.ENGINE_TYPE, EngineType.DIESEL)
            .put(Vehicle.MODEL_YEAR, 2024)
            .put(Vehicle.VEHICLE_NAME, "T")
            .build();
    assertEquals(
        "{\"ref\":\"00000000000000000000000000000007\",\"name\":\"T\",\"info\":{\"year\":2024},\"engine\":\"d\"}",
        body(OperationType.UPDATE, set));
  }

  @Test
  void makesItsRulesFromTheSameDeclaration() {
    assertEquals(
        List.of("vehicle_name: required", "engine_type: enum"),
        faults(OperationType.CREATE, Fields.NONE.with(Vehicle.ENGINE_TYPE, EngineType.LPG)));
    assertEquals(
        List.of("vehicle_name: null_not_allowed", "notes: string_too_long"),
        faults(
            OperationType.UPDATE,
            Fields.NONE.with(Vehicle.VEHICLE_NAME, null).with(Vehicle.NOTES, "0123456789")));
    assertEquals(
        List.of(": empty_update"),
        faults(OperationType.UPDATE, Fields.NONE.with(Vehicle.SPEED_UNIT, "mph")));
  }

  @Test
  void namesTheFieldsThatHaveNoPlace() {
    var fields =
        Fields.builder()
            .put(Vehicle.OEM, "Volvo")
            .put(Vehicle.SPEED_UNIT, "mph")
            .put(Vehicle.VIN, null)
            .put(Vehicle.FUEL_UNIT, "l")
            .build();
    assertEquals(
        List.of("oem", "fuel_unit"), MAP.body(write(OperationType.UPDATE, fields)).notDelivered());
  }

  @Test
  void readsBackWhatABodyContainsUnchanged() {
    var record =
        "{\"name\":\"Truck\",\"info\":{\"notes\":\"n\",\"year\":\"2020\"},\"engine\":\"d\"}";
    assertEquals(
        Map.of("vehicle_name", "Truck", "notes", "n", "model_year", new BigDecimal("2020")),
        MAP.read(json(record)));
    assertEquals(
        Map.of("notes", "7"),
        MAP.read(
            json("{\"name\":\"\",\"info\":{\"notes\":7,\"year\":\"unknown\"},\"ref\":\"1\"}")));
    assertEquals(Map.of(), MAP.read(json("{\"name\":7.5,\"info\":{\"notes\":true}}")));
  }

  @Test
  void limitsEachNameOfAFullName() {
    var rules = new FullName(5, "name").rules(OperationType.UPDATE);
    assertTrue(rules.contains(new ValueRule.Length(User.FIRST_NAME, 0, 5)), rules::toString);
    assertTrue(rules.contains(new ValueRule.Length(User.LAST_NAME, 0, 5)), rules::toString);
  }

  private static TspJson json(String text) {
    return Objects.requireNonNull(TspJson.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  private enum Pair implements Wire {
    ONE,
    TWO;

    @Override
    public String wire() {
      return name();
    }
  }

  @Test
  void refusesATableWithAGapOrADouble() {
    var gap = WordTable.of(Pair.class).to("1", Pair.ONE);
    assertThrows(IllegalStateException.class, gap::build);
    assertThrows(IllegalArgumentException.class, () -> gap.none(Pair.ONE));
  }

  @Test
  void aTextThatMustNotBeEmptyIsNotClearedByAnEmptyOne() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Place.text(Vehicle.VIN, 11, 17, "vin").cleared(Clearing.EMPTY));
    assertThrows(
        IllegalArgumentException.class,
        () -> Place.of(Vehicle.VIN, "vin").cleared(Clearing.EMPTY).matching("^.+$", "a text"));
  }
}
