package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.call.TspJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SamsaraUsersTest {
  private final AdapterBench samsara = Samsara.bench();

  private static final String DRIVER =
      "{\"username\":\"bob\",\"first_name\":\"Bob\",\"last_name\":\"Miller\",\"phone_number\":\"+1 555\","
          + "\"notes\":\"n\",\"license_number\":\"D1\",\"license_region\":\"CA\",\"default_time_zone\":\"Europe/Berlin\","
          + "\"allow_yard_move\":true,\"allow_personal_conveyance\":false,\"allow_adverse_driving\":true,"
          + "\"hos_compliance_type\":\"exempt\",\"carrier_number\":\"1234567\",\"user_email\":\"b@x.org\","
          + "\"country_code\":\"USA\",\"employee_number\":\"E1\"}";

  private static String password(byte[] body) {
    return TspJson.string(TspJson.read(body), "password");
  }

  @Test
  void createsADriverWithAPasswordThatNobodySees() {
    var write = samsara.create(Resource.USER, DRIVER);
    samsara.calls.reply(200, "{\"data\":{\"id\":\"42\"}}").reply(200, "{\"data\":{\"id\":\"43\"}}");

    assertEquals(Outcome.accepted(new SourceId("42")), samsara.send(write));
    samsara.send(write);

    var password = password(samsara.calls.body(0).getBytes(StandardCharsets.UTF_8));
    assertTrue(password.length() >= 32);
    assertNotEquals(password, password(samsara.calls.body(1).getBytes(StandardCharsets.UTF_8)));
    var body =
        "{\"name\":\"Bob Miller\",\"username\":\"bob\",\"password\":\"*****\",\"phone\":\"+1 555\",\"notes\":\"n\","
            + "\"licenseNumber\":\"D1\",\"licenseState\":\"CA\",\"timezone\":\"Europe/Berlin\",\"eldYmEnabled\":true,"
            + "\"eldPcEnabled\":false,\"eldAdverseWeatherExemptionEnabled\":true,\"eldExempt\":true,"
            + "\"carrierSettings\":{\"dotNumber\":1234567},\"externalIds\":{\"gladhand\":\""
            + AdapterBench.KEY
            + "\"}}";
    assertEquals(body, samsara.calls.body(0).replace(password, "*****"));
    var ready = samsara.ready(write);
    assertEquals(body, ready.request().shown());
    assertFalse(String.valueOf(ready.request().body()).contains(password));
    assertEquals(List.of("user_email", "country_code", "employee_number"), ready.notDelivered());
    assertEquals(RepeatSafety.LOOK_UP_FIRST, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void masksThePasswordInAnErrorThatEchoesIt() {
    var write = samsara.create(Resource.USER, DRIVER);
    var sent = new ArrayList<byte[]>();
    var adapter =
        new SamsaraAdapterFactory()
            .create(
                new dev.gladhand.domain.tsp.TspRuntime(
                    call -> {
                      sent.add(Objects.requireNonNull(call.body()));
                      return new TspCalls.Answer.Replied(400, Map.of(), sent.getFirst());
                    },
                    java.time.InstantSource.fixed(AdapterBench.NOW),
                    new java.util.Random(2)));
    var outcome =
        adapter
            .writers()
            .find(Resource.USER, write.type(), samsara.settings)
            .orElseThrow()
            .send(write, samsara.access());
    var password = password(sent.getFirst());
    var details = assertInstanceOf(Outcome.Rejected.class, outcome).error().details();
    assertFalse(details.contains(password));
    assertTrue(details.contains("\"password\":\"*****\""), details);
  }

  @Test
  void deactivatesInASecondStepWithoutRepeatingTheFirst() {
    samsara.settings = samsara.settings("{\"tag_ids\":[\"1\"]}");
    var write =
        samsara.create(
            Resource.USER, "{\"username\":\"bob\",\"first_name\":\"Bob\",\"is_active\":false}");
    samsara
        .calls
        .reply(200, "{\"data\":{\"id\":\"42\"}}")
        .reply(503, "{\"message\":\"busy\"}")
        .reply(200, "{}");

    var first = samsara.send(write);
    assertEquals(new Outcome.Progressed(Progress.NONE.next(new SourceId("42"))), first);
    var second = write.at(((Outcome.Progressed) first).progress());
    assertEquals(RepeatSafety.SAFE, samsara.writer(second).repeatSafety(second));
    var rejected = assertInstanceOf(Outcome.Rejected.class, samsara.send(second));
    assertTrue(rejected.error().maybeApplied());
    assertTrue(
        rejected.error().details().startsWith("the driver was created (42) but not deactivated: "));
    assertEquals(Outcome.accepted(new SourceId("42")), samsara.send(second));

    assertEquals(
        List.of(
            "POST https://api.samsara.com/fleet/drivers",
            "PATCH https://api.samsara.com/fleet/drivers/42",
            "PATCH https://api.samsara.com/fleet/drivers/42"),
        samsara.calls.lines());
    assertEquals(
        "{\"driverActivationStatus\":\"deactivated\",\"tagIds\":[\"1\"]}", samsara.calls.body(1));
    assertEquals(samsara.calls.body(1), samsara.ready(second).request().body());
  }

  @Test
  void findsTheDriverOfAnUnreadableFirstStepByItsExternalId() {
    var write =
        samsara.create(
            Resource.USER, "{\"username\":\"bob\",\"first_name\":\"Bob\",\"status\":\"INACTIVE\"}");
    samsara.calls.breakOff(200).reply(200, "{\"data\":{\"id\":\"42\"}}");
    var second = write.at(((Outcome.Progressed) samsara.send(write)).progress());
    assertEquals(Outcome.accepted(new SourceId("42")), samsara.send(second));
    assertEquals(
        "PATCH https://api.samsara.com/fleet/drivers/gladhand:" + AdapterBench.KEY,
        samsara.calls.lines().get(1));
  }

  @Test
  void goesOnFromADriverThatAnEarlierAttemptMade() {
    var write =
        samsara.create(
            Resource.USER, "{\"username\":\"bob\",\"first_name\":\"Bob\",\"is_active\":false}");
    samsara.calls.reply(409, "{\"message\":\"taken\"}").reply(200, "{\"data\":{\"id\":\"42\"}}");
    assertEquals(
        new Outcome.Progressed(Progress.NONE.next(new SourceId("42"))), samsara.send(write));
  }

  @Test
  void updatesOnlyWhatWasSent() {
    var write =
        samsara.update(
            Resource.USER,
            "42",
            "{\"first_name\":\"Bo\",\"last_name\":null,\"phone_number\":null,\"license_region\":null,\"is_active\":true,"
                + "\"is_driver\":true}");
    assertEquals(List.of(), samsara.faults(write));
    samsara.calls.reply(200, "{\"data\":{\"id\":\"42\"}}");
    assertEquals(Outcome.accepted(), samsara.send(write));
    assertEquals(List.of("PATCH https://api.samsara.com/fleet/drivers/42"), samsara.calls.lines());
    assertEquals(
        "{\"name\":\"Bo\",\"phone\":\"\",\"licenseState\":\"\",\"driverActivationStatus\":\"active\"}",
        samsara.calls.body(0));
  }

  @Test
  void findsAllFaultsOfADriverAtOnce() {
    assertEquals(
        List.of(
            "first_name: required",
            "username: string_pattern",
            "phone_number: string_too_long",
            "license_region: enum",
            "carrier_number: string_pattern"),
        samsara.faults(
            samsara.create(
                Resource.USER,
                "{\"username\":\"a b@c\",\"phone_number\":\""
                    + "1".repeat(256)
                    + "\",\"license_region\":\"Bavaria\",\"carrier_number\":\"US 1\"}")));
    assertEquals(
        List.of("last_name: required", "username: null_not_allowed", "is_active: null_not_allowed"),
        samsara.faults(
            samsara.update(
                Resource.USER,
                "1",
                "{\"first_name\":\"A\",\"username\":null,\"is_active\":null}")));
    assertEquals(
        List.of("first_name: string_too_short"),
        samsara.faults(samsara.create(Resource.USER, "{\"username\":\"a\",\"first_name\":\" \"}")));
    assertEquals(
        List.of("last_name: string_too_long"),
        samsara.faults(
            samsara.create(
                Resource.USER,
                "{\"username\":\"a\",\"first_name\":\""
                    + "x".repeat(200)
                    + "\",\"last_name\":\""
                    + "y".repeat(200)
                    + "\"}")));
  }

  @Test
  void createsADashboardUser() {
    samsara.settings =
        samsara.settings("{\"user_role_id\":\"2\",\"user_roles\":{\"admin\":\"1\"}}");
    var write =
        samsara.create(
            Resource.USER,
            "{\"is_driver\":false,\"first_name\":\"Di\",\"last_name\":\"S\",\"user_email\":\"di@x.org\","
                + "\"user_designation\":\"admin\",\"phone_number\":\"1\"}");
    assertEquals(List.of("phone_number"), samsara.ready(write).notDelivered());
    samsara.calls.reply(200, "{\"data\":{\"id\":\"8\"}}");
    assertEquals(Outcome.accepted(new SourceId("8")), samsara.send(write));
    assertEquals(List.of("POST https://api.samsara.com/users"), samsara.calls.lines());
    assertEquals(
        "{\"name\":\"Di S\",\"email\":\"di@x.org\",\"authType\":\"default\",\"roles\":[{\"roleId\":\"1\"}]}",
        samsara.calls.body(0));
  }

  @Test
  void refusesADashboardUserWithoutWhatSamsaraNeeds() {
    assertEquals(
        List.of(
            "first_name: required", "user_email: required", "user_designation: setting_missing"),
        samsara.faults(samsara.create(Resource.USER, "{\"is_driver\":false}")));
    assertEquals(
        List.of("user_designation: setting_missing"),
        samsara.faults(
            samsara.create(
                Resource.USER,
                "{\"is_driver\":false,\"first_name\":\"D\",\"user_email\":\"d@x.org\"}")));
  }

  @Test
  void anUpdateOfADesignationNamesTheSettingThatLacksIt() {
    samsara.settings = samsara.settings("{\"user_role_id\":\"2\"}");
    var write =
        samsara.update(Resource.USER, "8", "{\"is_driver\":false,\"user_designation\":\"admin\"}");
    assertEquals(List.of("user_designation: setting_missing"), samsara.faults(write));
    var faulty = assertInstanceOf(Translation.Faulty.class, samsara.writer(write).translate(write));
    var told = faulty.faults().getFirst().message();
    assertTrue(told.contains("user_roles"), told);
    assertFalse(told.contains("set user_role_id"), told);
  }

  @Test
  void updatesADashboardUserWhereTheBodySaysItIsOne() {
    var write =
        samsara.update(
            Resource.USER, "8", "{\"is_driver\":false,\"first_name\":\"Di\",\"last_name\":\"T\"}");
    samsara.calls.reply(200, "{\"data\":{\"id\":\"8\"}}");
    samsara.send(write);
    assertEquals(List.of("PATCH https://api.samsara.com/users/8"), samsara.calls.lines());
    assertEquals("{\"name\":\"Di T\"}", samsara.calls.body(0));
  }
}
