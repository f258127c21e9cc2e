package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.Deviation;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class SamsaraContractTest extends TspAdapterContract {
  private static final String TOKEN = "samsara_api_canary/0123+45==";
  private static final String MADE = "{\"data\":{\"id\":\"9001\"}}";

  private static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"sender_id\":\"@9\",\"recipient_id\":\"@123\",\"message_text\":\"Dock 4\",\"priority\":\"high\"}")
          .calls(
              ExpectedCall.of(
                      "POST", "/v1/fleet/messages", "{\"driverIds\":[123],\"text\":\"Dock 4\"}")
                  .answered(200, "{\"data\":[{\"driverId\":123,\"text\":\"Dock 4\"}]}"))
          .notDelivered("sender_id", "priority")
          .refusedBy(200, "{\"data\":[]}", "recipient failed");

  private static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@123\",\"@456\"],\"message_text\":\"Dock 4\"}")
          .calls(
              ExpectedCall.of(
                      "POST", "/v1/fleet/messages", "{\"driverIds\":[123,456],\"text\":\"Dock 4\"}")
                  .answered(200, "{\"data\":[{\"driverId\":123},{\"driverId\":456}]}"))
          .notDelivered("sender_id")
          .refusedBy(200, "{\"data\":[{\"driverId\":456}]}", "recipient failed");

  private static final TspSample DRIVER =
      TspSample.create(
              Resource.USER,
              "{\"username\":\"bob\",\"first_name\":\"Bob\",\"last_name\":\"Miller\",\"is_active\":false,\"notes\":\"n\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/fleet/drivers",
                      "{\"name\":\"Bob Miller\",\"username\":\"bob\",\"password\":\"*****\",\"notes\":\"n\","
                          + "\"externalIds\":{\"gladhand\":\"{key}\"}}")
                  .answered(200, MADE))
          .calls(
              ExpectedCall.of(
                      "PATCH",
                      "/fleet/drivers/9001",
                      "{\"driverActivationStatus\":\"deactivated\"}")
                  .answered(200, MADE))
          .gives("9001");

  private static final TspSample PERSON =
      TspSample.create(
              Resource.USER,
              "{\"is_driver\":false,\"user_email\":\"a@example.org\",\"first_name\":\"Ann\",\"notes\":\"n\"}")
          .named("dashboard")
          .settings("{\"user_role_id\":\"23\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/users",
                      "{\"name\":\"Ann\",\"email\":\"a@example.org\",\"authType\":\"default\","
                          + "\"roles\":[{\"roleId\":\"23\"}]}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("notes");

  private static final TspSample VEHICLE =
      TspSample.create(
              Resource.VEHICLE,
              "{\"vehicle_name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"model_year\":2024,\"engine_type\":\"DIESEL\"}")
          .settings("{\"vehicle_create_as_asset\":true}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"vehicle\",\"name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"year\":2024,"
                          + "\"externalIds\":{\"gladhand\":\"{key}\"}}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("engine_type");

  private static final TspSample TRAILER =
      TspSample.create(
              Resource.TRAILER,
              "{\"trailer_name\":\"T 1\",\"notes\":\"n\",\"trailer_length\":13.6}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"trailer\",\"name\":\"T 1\",\"notes\":\"n\","
                          + "\"externalIds\":{\"gladhand\":\"{key}\"}}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("trailer_length");

  private static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"fuel_volume\":10.50,\"fuel_volume_unit\":\"US_GALLON\","
                  + "\"transaction_time\":\"2026-11-20T08:30:00+01:00\",\"location_string\":\"Main St 1\","
                  + "\"total_cost\":\"64.20\",\"currency\":\"USD\",\"fuel_vendor\":\"Shell\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/fuel-purchase",
                      "{\"transactionReference\":\"{key}\",\"transactionTime\":\"2026-11-20T07:30:00.000000Z\","
                          + "\"transactionLocation\":\"Main St 1\",\"fuelQuantityLiters\":\"39.746823732\","
                          + "\"transactionPrice\":{\"amount\":\"64.20\",\"currency\":\"usd\"},"
                          + "\"vehicleId\":\"77\",\"driverId\":\"123\",\"merchantName\":\"Shell\"}")
                  .answered(200, "{\"data\":{\"uuid\":\"9814a1fa-f0c6-408b-bf85-51dc3bc71ac7\"}}"))
          .gives("9814a1fa-f0c6-408b-bf85-51dc3bc71ac7");

  private static TspSample inspection() {
    var authors =
        IntStream.range(0, 60)
            .mapToObj(number -> "\"123" + (number < 10 ? "" : number) + "\":\"55\"")
            .distinct()
            .collect(Collectors.joining(","));
    return TspSample.create(
            Resource.DVIR_LOG,
            "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"log_type\":\"mechanic\",\"is_safety_critical\":true,"
                + "\"odometer\":1000,\"odometer_unit\":\"meters\",\"driver_comment\":\"a\",\"inspected_by\":\"Bo\"}")
        .settings("{\"dvir_authors\":{\"7077\":\"56\"," + authors + "}}")
        .calls(
            ExpectedCall.of(
                    "POST",
                    "/fleet/dvirs",
                    "{\"authorId\":\"55\",\"safetyStatus\":\"unsafe\",\"type\":\"mechanic\",\"vehicleId\":\"77\","
                        + "\"mechanicNotes\":\"a\",\"odometerMeters\":1000}")
                .answered(200, MADE))
        .gives("9001")
        .notDelivered("inspected_by");
  }

  @Override
  protected TspAdapterFactory factory() {
    return new SamsaraAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"api_token\":\"" + TOKEN + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of(
        "Authorization",
        "Bearer " + TOKEN,
        "Content-Type",
        "application/json",
        "Accept",
        "application/json");
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        MESSAGE,
        GROUP,
        DRIVER,
        PERSON,
        TspSample.update(
                Resource.USER,
                "42",
                "{\"first_name\":\"Bo\",\"last_name\":null,\"notes\":null,\"phone_number\":\"1\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/fleet/drivers/42",
                        "{\"name\":\"Bo\",\"phone\":\"1\",\"notes\":\"\"}")
                    .answered(200, MADE)),
        TspSample.update(
                Resource.USER,
                "43",
                "{\"is_driver\":false,\"first_name\":\"Bo\",\"last_name\":\"Hill\"}")
            .named("dashboard")
            .settings("{\"user_role_id\":\"23\"}")
            .calls(
                ExpectedCall.of("PATCH", "/users/43", "{\"name\":\"Bo Hill\"}")
                    .answered(200, MADE)),
        VEHICLE,
        TspSample.update(
                Resource.VEHICLE,
                "77",
                "{\"vehicle_name\":\"New\",\"notes\":null,\"external_id\":\"V-1\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/fleet/vehicles/77",
                        "{\"name\":\"New\",\"notes\":\"\",\"externalIds\":{\"gladhand\":\"V-1\"}}")
                    .answered(200, MADE)),
        TRAILER,
        TspSample.update(
                Resource.TRAILER,
                "98",
                "{\"external_id\":null,\"model_type\":\"M\",\"notes\":\"x\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/assets?id=98",
                        "{\"model\":\"M\",\"notes\":\"x\",\"externalIds\":{\"gladhand\":\"\"}}")
                    .answered(200, MADE)),
        inspection(),
        FUEL);
  }

  @Override
  protected Map<String, Object> examples() {
    return Map.of("username", "jane", "license_region", "CA", "carrier_number", "77");
  }

  /** Not content, but which of Samsara's two kinds of users is meant. */
  @Override
  protected Set<Field<?>> silent() {
    return Set.of(Message.FLEET_REF, Message.MODE, User.IS_DRIVER);
  }

  @Override
  protected ExpectedCall test() {
    return ExpectedCall.get("/me").answered(200, "{\"data\":{\"id\":\"1\",\"name\":\"Org\"}}");
  }

  @Override
  protected List<SettlerSample> settlements() {
    var sent = ExpectedCall.get("/v1/fleet/messages?durationMs=660000");
    var one = "{\"driverId\":123,\"text\":\"Dock 4\",\"sentAtMs\":1795163345000}";
    var none = "{\"data\":[]}";
    var driver = ExpectedCall.get("/fleet/drivers/gladhand:{key}");
    var asset = ExpectedCall.get("/assets?externalIds=gladhand:{key}&includeExternalIds=true");
    var made = "{\"data\":[{\"id\":\"9001\",\"externalIds\":{\"gladhand\":\"{key}\"}}]}";
    var people = ExpectedCall.get("/users?limit=512");
    return List.of(
        SettlerSample.of(MESSAGE, sent.answered(200, "{\"data\":[" + one + "]}"), "applied"),
        SettlerSample.of(MESSAGE, sent.answered(200, none), "not applied"),
        SettlerSample.of(GROUP, sent.answered(200, "{\"data\":[" + one + "]}"), "applied"),
        SettlerSample.of(GROUP, sent.answered(200, none), "not applied"),
        SettlerSample.of(DRIVER, driver.answered(200, MADE), "progressed"),
        SettlerSample.of(DRIVER, driver.answered(404, "{}"), "not applied"),
        SettlerSample.of(
            PERSON,
            people.answered(200, "{\"data\":[{\"email\":\"a@example.org\"}]}"),
            "cannot tell"),
        SettlerSample.of(PERSON, people.answered(200, none), "not applied"),
        SettlerSample.of(VEHICLE, asset.answered(200, made), "applied 9001"),
        SettlerSample.of(VEHICLE, asset.answered(200, none), "not applied"),
        SettlerSample.of(TRAILER, asset.answered(200, made), "applied 9001"),
        SettlerSample.of(TRAILER, asset.answered(200, none), "not applied"));
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return Stream.of(DRIVER, VEHICLE, TRAILER, FUEL)
        .map(sample -> new RefusedDuplicate(sample, 409, "{\"message\":\"already in use\"}"))
        .toList();
  }

  @Override
  protected List<ListingSample> listings() {
    var drivers = "/fleet/drivers?limit=512&driverActivationStatus=";
    return List.of(
        new ListingSample(
            Resource.USER,
            List.of(
                ExpectedCall.get(drivers + "active").answered(200, page("1", "x==")),
                ExpectedCall.get(drivers + "active&after=x%3D%3D").answered(200, page("2", "")),
                ExpectedCall.get(drivers + "deactivated").answered(200, page("3", ""))),
            List.of("1", "2", "3")),
        new ListingSample(
            Resource.VEHICLE,
            List.of(
                ExpectedCall.get("/fleet/vehicles?limit=512").answered(200, page("1", "n")),
                ExpectedCall.get("/fleet/vehicles?limit=512&after=n").answered(200, page("2", ""))),
            List.of("1", "2")),
        new ListingSample(
            Resource.TRAILER,
            List.of(ExpectedCall.get("/fleet/trailers?limit=512").answered(200, page("1", ""))),
            List.of("1")));
  }

  private static String page(String id, String cursor) {
    return "{\"data\":[{\"id\":\""
        + id
        + "\",\"name\":\"N\"}],\"pagination\":{\"endCursor\":\""
        + cursor
        + "\",\"hasNextPage\":"
        + !cursor.isEmpty()
        + "}}";
  }

  @Override
  protected List<Deviation> deviations() {
    return List.of(
        Deviation.of(
                "status 409",
                "accepted",
                "the transaction reference is the operation's own: an earlier attempt took it",
                "https://developers.samsara.com/reference/postfuelpurchase")
            .ofSample(FUEL.name()));
  }
}
