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
              "{\"username\":\"bob\",\"first_name\":\"Bob\",\"last_name\":\"Miller\",\"is_active\":false,\"status\":\"INACTIVE\",\"notes\":\"n\","
                  + "\"phone_number\":\"+1 555\",\"license_number\":\"L-1\",\"license_region\":\"NV\","
                  + "\"default_time_zone\":\"America/Chicago\",\"allow_yard_move\":true,"
                  + "\"allow_personal_conveyance\":false,\"allow_adverse_driving\":true,"
                  + "\"hos_compliance_type\":\"exempt\",\"carrier_number\":\"77\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/fleet/drivers",
                      "{\"name\":\"Bob Miller\",\"username\":\"bob\",\"password\":\"*****\",\"phone\":\"+1 555\","
                          + "\"notes\":\"n\",\"licenseNumber\":\"L-1\",\"licenseState\":\"NV\","
                          + "\"timezone\":\"America/Chicago\",\"eldYmEnabled\":true,\"eldPcEnabled\":false,"
                          + "\"eldAdverseWeatherExemptionEnabled\":true,\"eldExempt\":true,"
                          + "\"carrierSettings\":{\"dotNumber\":77},"
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
              "{\"is_driver\":false,\"user_email\":\"a@example.org\",\"first_name\":\"Ann\",\"last_name\":\"Lee\","
                  + "\"notes\":\"n\"}")
          .named("dashboard")
          .settings("{\"user_role_id\":\"23\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/users",
                      "{\"name\":\"Ann Lee\",\"email\":\"a@example.org\",\"authType\":\"default\","
                          + "\"roles\":[{\"roleId\":\"23\"}]}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("notes");

  private static final TspSample VEHICLE =
      TspSample.create(
              Resource.VEHICLE,
              "{\"vehicle_name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"model_year\":2024,\"engine_type\":\"DIESEL\","
                  + "\"oem\":\"Volvo\",\"model_type\":\"FH\",\"license_plate_number\":\"AB 1\",\"notes\":\"n\"}")
          .settings("{\"vehicle_create_as_asset\":true}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"vehicle\",\"name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Volvo\","
                          + "\"model\":\"FH\",\"year\":2024,\"licensePlate\":\"AB 1\",\"notes\":\"n\","
                          + "\"externalIds\":{\"gladhand\":\"{key}\"}}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("engine_type");

  private static final TspSample NAMED_VEHICLE =
      TspSample.create(Resource.VEHICLE, "{\"vehicle_name\":\"Truck 8\",\"external_id\":\"V-8\"}")
          .named("external id")
          .settings("{\"vehicle_create_as_asset\":true,\"tag_ids\":[\"31\"]}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"vehicle\",\"name\":\"Truck 8\",\"externalIds\":{\"gladhand\":\"V-8\"},"
                          + "\"tagIds\":[\"31\"]}")
                  .answered(200, MADE))
          .gives("9001");

  private static final TspSample NAMED_TRAILER =
      TspSample.create(Resource.TRAILER, "{\"trailer_name\":\"T 2\",\"external_id\":\"T-2\"}")
          .named("external id")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"trailer\",\"name\":\"T 2\",\"externalIds\":{\"gladhand\":\"T-2\"}}")
                  .answered(200, MADE))
          .gives("9001");

  private static final TspSample TRAILER =
      TspSample.create(
              Resource.TRAILER,
              "{\"trailer_name\":\"T 1\",\"notes\":\"n\",\"trailer_length\":13.6,\"vin\":\"1FUJGLDR12LM01234\","
                  + "\"oem\":\"Krone\",\"model_type\":\"SD\",\"model_year\":2020,\"license_plate_number\":\"T 9\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/assets",
                      "{\"type\":\"trailer\",\"name\":\"T 1\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Krone\","
                          + "\"model\":\"SD\",\"year\":2020,\"licensePlate\":\"T 9\",\"notes\":\"n\","
                          + "\"externalIds\":{\"gladhand\":\"{key}\"}}")
                  .answered(200, MADE))
          .gives("9001")
          .notDelivered("trailer_length");

  private static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"fuel_volume\":10.50,\"fuel_volume_unit\":\"US_GALLON\","
                  + "\"transaction_time\":\"2026-11-20T08:30:00+01:00\",\"location_string\":\"Main St 1\","
                  + "\"total_cost\":\"64.20\",\"currency\":\"USD\",\"fuel_vendor\":\"Shell\",\"fuel_type\":\"DIESEL\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/fuel-purchase",
                      "{\"transactionReference\":\"{key}\",\"transactionTime\":\"2026-11-20T07:30:00.000000Z\","
                          + "\"transactionLocation\":\"Main St 1\",\"fuelQuantityLiters\":\"39.746823732\","
                          + "\"transactionPrice\":{\"amount\":\"64.20\",\"currency\":\"usd\"},"
                          + "\"vehicleId\":\"77\",\"driverId\":\"123\",\"merchantName\":\"Shell\","
                          + "\"iftaFuelType\":\"Diesel\"}")
                  .answered(200, "{\"data\":{\"uuid\":\"9814a1fa-f0c6-408b-bf85-51dc3bc71ac7\"}}"))
          .gives("9814a1fa-f0c6-408b-bf85-51dc3bc71ac7");

  private static final TspSample FUEL_AT =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"fuel_volume\":40,\"fuel_volume_unit\":\"LITER\","
                  + "\"transaction_time\":\"2026-11-20T08:30:00Z\",\"latitude\":41.50,\"longitude\":-87.6,"
                  + "\"total_cost\":\"64.20\",\"currency\":\"EUR\"}")
          .named("coordinates")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/fuel-purchase",
                      "{\"transactionReference\":\"{key}\",\"transactionTime\":\"2026-11-20T08:30:00.000000Z\","
                          + "\"transactionLocation\":\"41.5, -87.6\",\"fuelQuantityLiters\":\"40\","
                          + "\"transactionPrice\":{\"amount\":\"64.20\",\"currency\":\"eur\"},"
                          + "\"vehicleId\":\"77\",\"driverId\":\"123\"}")
                  .answered(200, "{\"data\":{\"uuid\":\"9814a1fa-f0c6-408b-bf85-51dc3bc71ac8\"}}"))
          .gives("9814a1fa-f0c6-408b-bf85-51dc3bc71ac8");

  private static TspSample inspection() {
    var authors =
        IntStream.range(0, 60)
            .mapToObj(number -> "\"123" + (number < 10 ? "" : number) + "\":\"55\"")
            .distinct()
            .collect(Collectors.joining(","));
    return TspSample.create(
            Resource.DVIR_LOG,
            "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"log_type\":\"mechanic\",\"is_safety_critical\":true,"
                + "\"odometer\":1000,\"odometer_unit\":\"meters\",\"driver_comment\":\"a\",\"certify_comment\":\"b\","
                + "\"trailer_id\":\"@78\",\"inspected_by\":\"Bo\"}")
        .settings("{\"dvir_authors\":{\"7077\":\"56\"," + authors + "}}")
        .calls(
            ExpectedCall.of(
                    "POST",
                    "/fleet/dvirs",
                    "{\"authorId\":\"55\",\"safetyStatus\":\"unsafe\",\"type\":\"mechanic\",\"vehicleId\":\"77\","
                        + "\"trailerId\":\"78\",\"mechanicNotes\":\"a\\nb\",\"odometerMeters\":1000}")
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
                "{\"first_name\":\"Bo\",\"last_name\":null,\"notes\":null,\"phone_number\":\"1\",\"username\":\"bo\","
                    + "\"license_number\":\"L-2\",\"license_region\":\"OR\",\"default_time_zone\":\"Europe/Berlin\","
                    + "\"allow_yard_move\":false,\"allow_personal_conveyance\":true,"
                    + "\"allow_adverse_driving\":false,\"hos_compliance_type\":\"non_exempt\","
                    + "\"carrier_number\":\"78\",\"is_active\":true,\"status\":\"ACTIVE\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/fleet/drivers/42",
                        "{\"name\":\"Bo\",\"username\":\"bo\",\"phone\":\"1\",\"notes\":\"\",\"licenseNumber\":\"L-2\","
                            + "\"licenseState\":\"OR\",\"timezone\":\"Europe/Berlin\",\"eldYmEnabled\":false,"
                            + "\"eldPcEnabled\":true,\"eldAdverseWeatherExemptionEnabled\":false,"
                            + "\"eldExempt\":false,\"carrierSettings\":{\"dotNumber\":78},"
                            + "\"driverActivationStatus\":\"active\"}")
                    .answered(200, MADE)),
        TspSample.update(
                Resource.USER,
                "43",
                "{\"is_driver\":false,\"first_name\":\"Bo\",\"last_name\":\"Hill\",\"user_designation\":\"Dispatcher\"}")
            .named("dashboard")
            .settings("{\"user_role_id\":\"23\",\"user_roles\":{\"Dispatcher\":\"24\"}}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/users/43",
                        "{\"name\":\"Bo Hill\",\"roles\":[{\"roleId\":\"24\"}]}")
                    .answered(200, MADE)),
        TspSample.update(Resource.USER, "42", "{\"is_active\":false}")
            .named("is_active alone")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/fleet/drivers/42",
                        "{\"driverActivationStatus\":\"deactivated\"}")
                    .answered(200, MADE)),
        TspSample.update(
                Resource.USER,
                "43",
                "{\"is_driver\":false,\"first_name\":\"Bo\",\"last_name\":null}")
            .named("dashboard, one name")
            .settings("{\"user_role_id\":\"23\"}")
            .calls(ExpectedCall.of("PATCH", "/users/43", "{\"name\":\"Bo\"}").answered(200, MADE)),
        TspSample.update(
                Resource.USER,
                "42",
                "{\"first_name\":\"Bo\",\"last_name\":\"Hill\",\"notes\":\"m\"}")
            .named("with notes")
            .calls(
                ExpectedCall.of(
                        "PATCH", "/fleet/drivers/42", "{\"name\":\"Bo Hill\",\"notes\":\"m\"}")
                    .answered(200, MADE)),
        TspSample.update(Resource.VEHICLE, "77", "{\"notes\":\"m\"}")
            .named("with notes")
            .calls(
                ExpectedCall.of("PATCH", "/fleet/vehicles/77", "{\"notes\":\"m\"}")
                    .answered(200, MADE)),
        TspSample.update(Resource.TRAILER, "98", "{\"external_id\":\"T-1\"}")
            .named("with an external id")
            .calls(
                ExpectedCall.of(
                        "PATCH", "/assets?id=98", "{\"externalIds\":{\"gladhand\":\"T-1\"}}")
                    .answered(200, MADE)),
        VEHICLE,
        NAMED_VEHICLE,
        TspSample.update(
                Resource.VEHICLE,
                "77",
                "{\"vehicle_name\":\"New\",\"notes\":null,\"external_id\":\"V-1\",\"vin\":\"1FUJGLDR12LM01234\","
                    + "\"license_plate_number\":\"B 2\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/fleet/vehicles/77",
                        "{\"name\":\"New\",\"vin\":\"1FUJGLDR12LM01234\",\"licensePlate\":\"B 2\",\"notes\":\"\","
                            + "\"externalIds\":{\"gladhand\":\"V-1\"}}")
                    .answered(200, MADE)),
        TRAILER,
        NAMED_TRAILER,
        TspSample.update(
                Resource.TRAILER,
                "98",
                "{\"external_id\":null,\"model_type\":\"M\",\"notes\":\"x\",\"trailer_name\":\"T 8\","
                    + "\"vin\":\"1FUJGLDR12LM01234\",\"oem\":\"Schmitz\",\"model_year\":2021,"
                    + "\"license_plate_number\":\"T 7\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/assets?id=98",
                        "{\"name\":\"T 8\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Schmitz\",\"model\":\"M\","
                            + "\"year\":2021,\"licensePlate\":\"T 7\",\"notes\":\"x\","
                            + "\"externalIds\":{\"gladhand\":\"\"}}")
                    .answered(200, MADE)),
        inspection(),
        FUEL,
        FUEL_AT);
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
        SettlerSample.of(TRAILER, asset.answered(200, none), "not applied"),
        SettlerSample.of(NAMED_VEHICLE, named("V-8", true), "applied 9001"),
        SettlerSample.of(NAMED_VEHICLE, named("V-8", false), "not applied"),
        SettlerSample.of(NAMED_TRAILER, named("T-2", true), "applied 9001"),
        SettlerSample.of(NAMED_TRAILER, named("T-2", false), "not applied"));
  }

  private static ExpectedCall named(String id, boolean isFound) {
    var record =
        "{\"id\":\"9001\",\"createdAtTime\":\"2026-11-20T08:29:10Z\",\"externalIds\":{\"gladhand\":\"%s\"}}"
            .formatted(id);
    return ExpectedCall.get("/assets?externalIds=gladhand:" + id + "&includeExternalIds=true")
        .answered(200, "{\"data\":[" + (isFound ? record : "") + "]}");
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return Stream.of(DRIVER, VEHICLE, TRAILER, FUEL, FUEL_AT)
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
    var taken =
        Deviation.of(
            "status 409",
            "accepted",
            "the transaction reference is the operation's own: an earlier attempt took it",
            "https://developers.samsara.com/reference/postfuelpurchase");
    return List.of(taken.ofSample(FUEL.name()), taken.ofSample(FUEL_AT.name()));
  }
}
