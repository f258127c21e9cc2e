package dev.gladhand.tsp.webfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebfleetDriversTest {
  private static final String TO_ANA = "{\"recipient_id\":\"@1-501\",\"message_text\":\"Dock 4\"}";
  private static final String LOGIN =
      "{\"account\":\"acme\",\"username\":\"u\",\"password\":\"a-password\",\"api_key\":\"a-key\"}";

  private final AdapterBench bench = new AdapterBench(new WebfleetAdapterFactory(), "{}", LOGIN);

  private static String report(String object) {
    return "[{\"driveruid\":\"1-501\",\"objectuid\":\"%s\"}]".formatted(object);
  }

  private List<String> shown() {
    var write = bench.create(Resource.MESSAGE, TO_ANA);
    var shown = bench.writer(write).preview(write, bench::access);
    return assertInstanceOf(Translation.Ready.class, shown).warnings().stream()
        .map(Translation.Warning::message)
        .toList();
  }

  /** A dry run within the minute does not keep a message on the vehicle of before. */
  @Test
  void readsTheReportBeforeEachMessage() {
    bench.calls.reply(200, report("1-601"));
    assertEquals(List.of("recipient_id: goes to the vehicle 1-601"), shown());
    assertEquals(List.of("recipient_id: goes to the vehicle 1-601"), shown());
    assertEquals(1, bench.calls.lines().size());
    bench.calls.reply(200, report("1-602"));
    bench.calls.reply(200, "");
    assertInstanceOf(Outcome.Accepted.class, bench.send(bench.create(Resource.MESSAGE, TO_ANA)));
    assertTrue(bench.calls.body(2).contains("objectuid=1-602"), bench.calls.body(2));
  }

  @Test
  void readsTheReportAgainAfterADriverHadNoVehicle() {
    bench.calls.reply(200, "63,document is empty");
    var write = bench.create(Resource.MESSAGE, TO_ANA);
    assertInstanceOf(Translation.Faulty.class, bench.writer(write).preview(write, bench::access));
    bench.calls.reply(200, report("1-601"));
    assertEquals(List.of("recipient_id: goes to the vehicle 1-601"), shown());
  }

  @Test
  void refusesToClearOneOfTheNames() {
    var update =
        bench.update(Resource.USER, "1-501", "{\"first_name\":\"Ana\",\"last_name\":null}");
    assertEquals(List.of("last_name: null_not_allowed"), bench.faults(update));
  }

  @Test
  void makesNoCallWithoutAccountOrKey() {
    bench.credentials =
        new Credentials(
            Fields.NONE
                .with(WebfleetCredentials.USERNAME, "u")
                .with(WebfleetCredentials.PASSWORD, "a-password")
                .with(WebfleetCredentials.ACCOUNT, "acme"));
    var update = bench.update(Resource.VEHICLE, "1-601", "{\"vehicle_name\":\"Truck\"}");
    var rejected = assertInstanceOf(Outcome.Rejected.class, bench.send(update));
    assertEquals(ErrorType.AUTH, rejected.error().type());
    assertEquals(List.of(), bench.calls.lines());
  }
}
