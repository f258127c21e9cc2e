package dev.gladhand.tsp.geotab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeotabDevicesTest {
  private static final String LOGIN =
      "{\"database\":\"acme\",\"user_name\":\"api\",\"password\":\"a-password\",\"session\":\"s1\"}";
  private static final String TO_ANA = "{\"recipient_id\":\"@b5\",\"message_text\":\"Dock 4\"}";
  private static final String OF_ANA =
      "{\"device\":{\"id\":\"%s\"},\"driver\":{\"id\":\"b5\"},\"isHistoricLastDriver\":%s}";

  private final AdapterBench bench =
      new AdapterBench(new GeotabAdapterFactory(), "{\"message_target\":\"driver_device\"}", LOGIN);

  private Translation.Ready preview() {
    var write = bench.create(Resource.MESSAGE, TO_ANA);
    return assertInstanceOf(
        Translation.Ready.class, bench.writer(write).preview(write, bench::access));
  }

  private static List<String> warnings(Translation.Ready shown) {
    return shown.warnings().stream().map(Translation.Warning::message).toList();
  }

  private static String answer(String... states) {
    return "{\"result\":[" + String.join(",", states) + "]}";
  }

  @Test
  void goesToTheDeviceThatTheSettingsName() {
    bench.settings =
        bench.settings("{\"message_target\":\"driver_device\",\"driver_devices\":{\"b5\":\"b7\"}}");
    var shown = bench.ready(bench.create(Resource.MESSAGE, TO_ANA));
    assertTrue(String.valueOf(shown.request().shown()).contains("\"device\":{\"id\":\"b7\"}"));
    assertEquals(List.of("recipient_id: goes to the device b7"), warnings(shown));
    bench.calls.reply(200, "{\"result\":\"m1\"}");
    assertInstanceOf(Outcome.Accepted.class, bench.send(bench.create(Resource.MESSAGE, TO_ANA)));
    assertEquals(1, bench.calls.lines().size());
  }

  @Test
  void asksForTheDeviceOfTheDriverAndTellsIt() {
    var unasked = bench.ready(bench.create(Resource.MESSAGE, TO_ANA));
    assertEquals(
        List.of("recipient_id: the device of this recipient is looked up"), warnings(unasked));
    bench.calls.reply(200, answer(OF_ANA.formatted("b1", false), OF_ANA.formatted("b2", true)));
    var shown = preview();
    assertEquals(List.of("recipient_id: goes to the device b1"), warnings(shown));
    assertTrue(String.valueOf(shown.request().shown()).contains("\"device\":{\"id\":\"b1\"}"));
  }

  /**
   * The last driver of a device, two devices, the device of another driver, and devices without an
   * id.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"},\"isHistoricLastDriver\":true}",
        "{\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"}},{\"device\":{\"id\":\"b2\"},\"driver\":{\"id\":\"b5\"}}",
        "{\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b6\"}}",
        "{\"device\":{\"id\":\"b1\"},\"driver\":\"UnknownDriverId\"}",
        "{\"device\":{\"id\":null},\"driver\":{\"id\":\"b5\"}}",
        "{\"driver\":{\"id\":\"b5\"}}",
        "{\"device\":\"NoDeviceId\",\"driver\":{\"id\":\"b5\"}}",
        "{\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"}},{\"device\":\"b2\",\"driver\":{\"id\":\"b5\"}}"
      })
  void refusesADriverWithoutOneDevice(String states) {
    bench.calls.reply(200, answer(states));
    var refused =
        assertInstanceOf(
            Outcome.Rejected.class, bench.send(bench.create(Resource.MESSAGE, TO_ANA)));
    assertEquals(ErrorType.VALIDATION, refused.error().type());
    assertEquals(
        "Geotab was not called: recipient b5 is assigned to no device, or to several, and"
            + " driver_devices names no device either",
        refused.error().details());
  }

  @Test
  void sendsNothingIfTheDeviceIsNotKnown() {
    bench.calls.reply(503, "");
    var rejected =
        assertInstanceOf(
            Outcome.Rejected.class, bench.send(bench.create(Resource.MESSAGE, TO_ANA)));
    assertEquals(false, rejected.error().maybeApplied());
    assertEquals(1, bench.calls.lines().size());
  }

  @Test
  void tellsThatARecipientIsADevice() {
    bench.settings = bench.settings("{\"message_target\":\"device\"}");
    var shown = bench.ready(bench.create(Resource.MESSAGE, TO_ANA));
    assertEquals(List.of("recipient_id: goes to the device b5"), warnings(shown));
  }

  /** A dry run within the minute does not keep a message on the device of before. */
  @Test
  void asksAgainBeforeEachMessage() {
    bench.calls.reply(200, answer(OF_ANA.formatted("b1", false)));
    assertEquals(List.of("recipient_id: goes to the device b1"), warnings(preview()));
    assertEquals(List.of("recipient_id: goes to the device b1"), warnings(preview()));
    assertEquals(1, bench.calls.lines().size());
    bench.calls.reply(200, answer(OF_ANA.formatted("b2", false)));
    bench.calls.reply(200, "{\"result\":\"m1\"}");
    assertInstanceOf(Outcome.Accepted.class, bench.send(bench.create(Resource.MESSAGE, TO_ANA)));
    assertTrue(bench.calls.body(2).contains("\"device\":{\"id\":\"b2\"}"));
    assertEquals(List.of("recipient_id: goes to the device b2"), warnings(preview()));
  }

  @Test
  void asksAgainAfterThereWasNoDevice() {
    bench.calls.reply(200, answer());
    var write = bench.create(Resource.MESSAGE, TO_ANA);
    assertInstanceOf(Translation.Faulty.class, bench.writer(write).preview(write, bench::access));
    bench.calls.reply(200, answer(OF_ANA.formatted("b1", false)));
    assertEquals(List.of("recipient_id: goes to the device b1"), warnings(preview()));
  }

  /** A device may have the same id as a user. */
  @Test
  void tellsADeviceWithTheIdOfItsDriver() {
    bench.settings =
        bench.settings("{\"message_target\":\"driver_device\",\"driver_devices\":{\"b5\":\"b5\"}}");
    assertEquals(
        List.of("recipient_id: goes to the device b5"),
        warnings(bench.ready(bench.create(Resource.MESSAGE, TO_ANA))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"message_target\":\"device\""})
  void refusesDevicesOfDriversThatWouldNotBeUsed(String target) {
    var settings = "{\"driver_devices\":{\"b5\":\"b7\"}%s}".formatted(target);
    var refused = assertThrows(IllegalArgumentException.class, () -> bench.settings(settings));
    assertTrue(String.valueOf(refused.getMessage()).contains("driver_devices"));
  }
}
