package dev.gladhand.domain.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldBoundsTest {
  private static List<String> faults(Shape shape, Map<String, ?> body) {
    var faults = new Faults();
    shape.read(body, faults, false);
    return faults.list().stream().map(one -> one.path() + " " + one.errorType()).toList();
  }

  @Test
  void everyTextHasALength() {
    var seen = new ArrayList<String>();
    for (var resource : Resource.values()) {
      for (var field : Payloads.shape(resource, OperationType.CREATE).fields()) {
        if (field.type() instanceof FieldType.Text(_, var max, var pattern)) {
          var wanted =
              switch (field.name()) {
                case "message_text" -> 10_000;
                case "notes", "driver_comment", "certify_comment" -> 4_096;
                case "hos_ruleset_code" -> 64;
                default -> 255;
              };
          assertEquals(wanted, max, resource + " " + field);
          assertEquals(wanted, field.type().schema().get("maxLength"));
          if (pattern == null || field.name().equals("message_text")) {
            var faults = new Faults();
            field.type().read("x".repeat(max + 1), faults);
            assertEquals("too_long", faults.list().getFirst().errorType());
          }
          seen.add(field.name());
        }
      }
    }
    assertTrue(seen.size() > 40, seen::toString);
  }

  @Test
  void whatWasAcceptedUnderAWiderBoundIsStillRead() {
    var text = "x".repeat(1 << 20);
    for (var resource : List.of(Resource.MESSAGE, Resource.VEHICLE)) {
      var field = resource == Resource.MESSAGE ? Message.MESSAGE_TEXT : Vehicle.NOTES;
      var payload = Payloads.restore(resource, Map.of(field.name(), text));
      assertEquals(text, payload.fields().get(field));
    }
    var sources = List.of("s".repeat(512));
    var message = Payloads.restore(Resource.MESSAGE, Map.of("source_recipient_ids", sources));
    assertEquals(sources, message.fields().get(Message.SOURCE_RECIPIENT_IDS));
  }

  @Test
  void anIdInTwoSpellingsIsADouble() {
    var id = "0199d5f0-ab00-7000-8000-00000000000a";
    var shape = Shape.of(List.of(GroupMessage.RECIPIENT_IDS));
    assertEquals(
        List.of("recipient_ids.1 not_unique"),
        faults(shape, Map.of("recipient_ids", List.of(id, id.toUpperCase(java.util.Locale.ROOT)))));
  }

  @Test
  void theTspsIdsAreComparedAsTheyAreWritten() {
    var shape = Shape.of(List.of(Message.SOURCE_RECIPIENT_IDS));
    assertEquals(List.of(), faults(shape, Map.of("source_recipient_ids", List.of("a", "A"))));
    assertEquals(
        List.of("source_recipient_ids.1 not_unique"),
        faults(shape, Map.of("source_recipient_ids", List.of("a", "a"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EST", "MST", "HST", "ROC", "UTC", "America/New_York", "EST5EDT"})
  void takesEveryZoneOfTheDataBase(String zone) {
    assertNotNull(FieldTypes.TIME_ZONE.read(zone, new Faults()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          per_second, 1e-400,    false
          per_second, 0,         false
          per_second, 0.0002,    false
          per_second, 0.0002778, true
          per_second, 100000,    true
          per_second, 100000.1,  false
          per_second, 1e400,     false
          per_minute, 0.016,     false
          per_minute, 0.01667,   true
          per_minute, 6000000,   true
          per_minute, 6000001,   false
          """)
  void aRateIsFromOneAnHourToAHundredThousandASecond(String name, String rate, boolean taken) {
    var faults =
        faults(
            Shape.of(Settings.COMMON),
            Map.of("rate_limit", Map.of(name, new BigDecimal(rate.strip()))));
    assertEquals(taken ? List.of() : List.of("rate_limit." + name + " out_of_range"), faults);
  }

  @Test
  void tellsTheBytesOfAPayloadAsItIsStored() {
    var texts = List.of("plain", "q\"b\\", "é€🚚", "\u0001");
    var payload = Payloads.restore(Resource.MESSAGE, Map.of("source_recipient_ids", texts));
    var json = "{\"source_recipient_ids\":[\"plain\",\"q\\\"b\\\\\",\"é€🚚\",\"\\u0001\"]}";
    assertEquals(
        json.getBytes(StandardCharsets.UTF_8).length,
        Payloads.storedBytes(payload),
        () -> Arrays.toString(json.getBytes(StandardCharsets.UTF_8)));
  }
}
