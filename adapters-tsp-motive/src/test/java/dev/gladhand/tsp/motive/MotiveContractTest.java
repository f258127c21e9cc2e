package dev.gladhand.tsp.motive;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class MotiveContractTest extends TspAdapterContract {
  static final String KEY = "motive-canary/0123+45==";
  private static final String SENT =
      "{\"message\":{\"id\":\"m-9001\",\"sender_id\":503,\"status\":\"sent\"}}";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String EXTERNAL_ID =
      "\"external_ids_attributes\":[{\"external_id\":\"{key}\",\"integration_name\":\"gladhand\"}]}";

  static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"sender_id\":\"@503\",\"recipient_id\":\"@501\",\"message_text\":\"Dock 4\",\"priority\":\"high\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v2/messages",
                      "{\"sender_id\":503,\"receiver_ids\":[501],\"body\":\"Dock 4\"}")
                  .with("X-User-Id", "503")
                  .answered(200, SENT))
          .gives("m-9001")
          .notDelivered("priority")
          .refusedBy(200, "{\"success\":false}", REFUSED);

  static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@503\",\"recipient_ids\":[\"@501\",\"@502\"],\"message_text\":\"Dock 4\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v2/messages",
                      "{\"sender_id\":503,\"receiver_ids\":[501],\"body\":\"Dock 4\"}")
                  .with("X-User-Id", "503")
                  .answered(200, SENT))
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v2/messages",
                      "{\"sender_id\":503,\"receiver_ids\":[502],\"body\":\"Dock 4\"}")
                  .with("X-User-Id", "503")
                  .answered(200, SENT))
          .refusedBy(200, "{\"success\":false}", "recipient failed");

  static final TspSample VEHICLE =
      TspSample.create(
              Resource.VEHICLE,
              "{\"vehicle_name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"oem\":\"Volvo\",\"model_year\":2024,"
                  + "\"engine_type\":\"DIESEL\",\"status\":\"IN_SERVICE\",\"is_active\":true,\"model_type\":\"FH\","
                  + "\"license_plate_number\":\"AB 1\",\"license_plate_region\":\"NV\",\"notes\":\"n\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/vehicles",
                      "{\"number\":\"Truck 7\",\"status\":\"active\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Volvo\","
                          + "\"model\":\"FH\",\"year\":\"2024\",\"license_plate_state\":\"NV\","
                          + "\"license_plate_number\":\"AB 1\",\"fuel_type\":\"diesel\",\"notes\":\"n\","
                          + EXTERNAL_ID)
                  .answered(200, "{\"vehicle\":{\"id\":9001,\"number\":\"Truck 7\"}}"))
          .gives("9001")
          .notDelivered("status");

  static final TspSample NAMED_VEHICLE =
      TspSample.create(Resource.VEHICLE, "{\"vehicle_name\":\"Truck 8\",\"external_id\":\"V-8\"}")
          .named("external id")
          .settings("{\"integration_name\":\"acme-tms\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/vehicles",
                      "{\"number\":\"Truck 8\",\"external_ids_attributes\":"
                          + "[{\"external_id\":\"V-8\",\"integration_name\":\"acme-tms\"}]}")
                  .answered(200, "{\"vehicle\":{\"id\":9001}}"))
          .gives("9001");

  static final TspSample TRAILER =
      TspSample.create(
              Resource.TRAILER,
              "{\"trailer_name\":\"T 1\",\"trailer_type\":\"dry_van\",\"oem\":\"Krone\",\"model_type\":\"SD\","
                  + "\"model_year\":2020,\"trailer_length\":13.6,\"is_active\":true,\"vin\":\"1FUJGLDR12LM01234\","
                  + "\"license_plate_number\":\"T 9\",\"license_plate_region\":\"CA\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/assets",
                      "{\"name\":\"T 1\",\"type\":\"dry_van\",\"status\":\"active\",\"vin\":\"1FUJGLDR12LM01234\","
                          + "\"make\":\"Krone\",\"model\":\"SD\",\"year\":\"2020\",\"license_plate_state\":\"CA\","
                          + "\"license_plate_number\":\"T 9\","
                          + EXTERNAL_ID)
                  .answered(200, "{\"asset\":{\"id\":9001}}"))
          .gives("9001")
          .notDelivered("trailer_length");

  static final TspSample NAMED_TRAILER =
      TspSample.create(
              Resource.TRAILER,
              "{\"trailer_name\":\"T 2\",\"trailer_type\":\"dry_van\",\"oem\":\"Krone\",\"model_type\":\"SD\","
                  + "\"model_year\":2020,\"external_id\":\"T-2\"}")
          .named("external id")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/assets",
                      "{\"name\":\"T 2\",\"type\":\"dry_van\",\"make\":\"Krone\",\"model\":\"SD\",\"year\":\"2020\","
                          + EXTERNAL_ID.replace("{key}", "T-2"))
                  .answered(200, "{\"asset\":{\"id\":9001}}"))
          .gives("9001");

  static final TspSample USER =
      TspSample.create(
              Resource.USER,
              "{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\",\"user_email\":\"ana@example.org\",\"is_driver\":false,"
                  + "\"user_designation\":\"Admin\",\"default_time_zone\":\"America/Chicago\",\"phone_number\":\"+1 555\","
                  + "\"notes\":\"n\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/users",
                      "{\"role\":\"admin\",\"first_name\":\"Ana\",\"last_name\":\"Ruiz\",\"email\":\"ana@example.org\","
                          + "\"phone\":\"+1 555\",\"time_zone\":\"America/Chicago\","
                          + EXTERNAL_ID)
                  .answered(200, "{\"user\":{\"id\":9001}}"))
          .gives("9001")
          .notDelivered("notes");

  static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"driver_id\":\"@501\",\"vehicle_id\":\"@601\",\"fuel_volume\":12.50,\"fuel_volume_unit\":\"US_GALLON\","
                  + "\"transaction_time\":\"2026-11-20T08:30:00+01:00\",\"transaction_jurisdiction\":\"AL\","
                  + "\"fuel_type\":\"DIESEL\",\"total_cost\":\"64.20\",\"currency\":\"USD\",\"fuel_vendor\":\"Shell\","
                  + "\"odometer\":123456.70,\"odometer_unit\":\"kilo_meters\",\"location_string\":\"Main St 1\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/v1/fuel_purchases",
                      "{\"vehicle_id\":601,\"driver_id\":501,\"purchased_at\":\"2026-11-20T07:30:00.000000Z\","
                          + "\"jurisdiction\":\"AL\",\"fuel_type\":\"diesel\",\"fuel\":12.5,\"fuel_unit\":\"gal\","
                          + "\"total_cost\":64.20,\"currency\":\"USD\",\"ref_no\":\"{key}\",\"vendor\":\"Shell\","
                          + "\"odometer\":123456.7,\"odometer_unit\":\"km\"}")
                  .answered(200, "{\"fuel_purchase\":{\"id\":9001}}"))
          .gives("9001")
          .notDelivered("location_string");

  @Override
  protected TspAdapterFactory factory() {
    return new MotiveAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"api_key\":\"" + KEY + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of(
        "X-Api-Key", KEY, "Content-Type", "application/json", "Accept", "application/json");
  }

  @Override
  protected String errorBody(String words) {
    return "{\"error_message\":\"Validation failed\",\"errors\":{\"number\":[\"" + words + "\"]}}";
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        MESSAGE,
        GROUP,
        VEHICLE,
        NAMED_VEHICLE,
        TspSample.update(
                Resource.VEHICLE,
                "601",
                "{\"vehicle_name\":\"New\",\"vin\":null,\"is_active\":false,\"external_id\":\"V-1\",\"oem\":\"MAN\","
                    + "\"model_type\":\"TGX\",\"model_year\":2023,\"license_plate_number\":\"B 2\","
                    + "\"license_plate_region\":\"OR\",\"engine_type\":\"CNG\",\"notes\":\"m\"}")
            .calls(
                ExpectedCall.of(
                        "PUT",
                        "/v1/vehicles/601",
                        "{\"number\":\"New\",\"status\":\"deactivated\",\"vin\":null,\"make\":\"MAN\",\"model\":\"TGX\","
                            + "\"year\":\"2023\",\"license_plate_state\":\"OR\",\"license_plate_number\":\"B 2\","
                            + "\"fuel_type\":\"cng\",\"notes\":\"m\",\"external_ids_attributes\":"
                            + "[{\"external_id\":\"V-1\",\"integration_name\":\"gladhand\"}]}")
                    .answered(200, "{\"vehicle\":{\"id\":601}}"))
            .gives("601"),
        TRAILER,
        NAMED_TRAILER,
        TspSample.update(
                Resource.TRAILER,
                "701",
                "{\"trailer_name\":\"New\",\"license_plate_number\":null,\"trailer_type\":\"flatbed\",\"is_active\":false,"
                    + "\"vin\":\"1FUJGLDR12LM01234\",\"oem\":\"Schmitz\",\"model_type\":\"SKO\",\"model_year\":2021,"
                    + "\"license_plate_region\":\"OR\",\"external_id\":\"T-1\"}")
            .calls(
                ExpectedCall.of(
                        "PUT",
                        "/v1/assets/701",
                        "{\"name\":\"New\",\"type\":\"flatbed\",\"status\":\"deactivated\","
                            + "\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Schmitz\",\"model\":\"SKO\",\"year\":\"2021\","
                            + "\"license_plate_state\":\"OR\",\"license_plate_number\":null,"
                            + EXTERNAL_ID.replace("{key}", "T-1"))
                    .answered(200, "{\"asset\":{\"id\":701}}"))
            .gives("701"),
        USER,
        TspSample.update(
                Resource.USER,
                "501",
                "{\"first_name\":\"Anna\",\"last_name\":\"Roy\",\"user_email\":\"anna@example.org\",\"phone_number\":null,"
                    + "\"is_driver\":true,\"default_time_zone\":\"Europe/Berlin\"}")
            .calls(
                ExpectedCall.of(
                        "PUT",
                        "/v1/users/501",
                        "{\"role\":\"driver\",\"first_name\":\"Anna\",\"last_name\":\"Roy\","
                            + "\"email\":\"anna@example.org\",\"phone\":null,\"time_zone\":\"Europe/Berlin\"}")
                    .answered(200, "{\"user\":{\"id\":501}}"))
            .gives("501"),
        TspSample.update(Resource.VEHICLE, "601", "{\"vin\":\"1FUJGLDR12LM01234\"}")
            .named("with a VIN")
            .calls(
                ExpectedCall.of("PUT", "/v1/vehicles/601", "{\"vin\":\"1FUJGLDR12LM01234\"}")
                    .answered(200, "{\"vehicle\":{\"id\":601}}"))
            .gives("601"),
        TspSample.update(Resource.TRAILER, "701", "{\"license_plate_number\":\"T 7\"}")
            .named("with a plate")
            .calls(
                ExpectedCall.of("PUT", "/v1/assets/701", "{\"license_plate_number\":\"T 7\"}")
                    .answered(200, "{\"asset\":{\"id\":701}}"))
            .gives("701"),
        TspSample.update(Resource.USER, "501", "{\"phone_number\":\"+1 556\"}")
            .named("with a phone")
            .calls(
                ExpectedCall.of("PUT", "/v1/users/501", "{\"phone\":\"+1 556\"}")
                    .answered(200, "{\"user\":{\"id\":501}}"))
            .gives("501"),
        FUEL);
  }

  @Override
  protected Map<String, Object> examples() {
    return Map.of(
        "user_email",
        "jane@example.org",
        "source_sender_id",
        "777",
        "transaction_jurisdiction",
        "NY");
  }

  @Override
  protected ExpectedCall test() {
    return ExpectedCall.get("/v1/users?per_page=1&page_no=1").answered(200, "{\"users\":[]}");
  }

  private static String sent(String when, String status) {
    return "{\"messages\":[{\"message\":{\"id\":\"m-1\",\"sender_id\":503,\"recipient_id\":501,"
        + "\"body\":\"Dock 4\",\"status\":\"%s\",\"%s\":\"2026-11-20T08:29:01Z\"}}]}"
            .formatted(status, when);
  }

  @Override
  protected List<SettlerSample> settlements() {
    var query = "/lookup_by_external_id?external_id={key}&integration_name=gladhand";
    var vehicle = ExpectedCall.get("/v1/vehicles" + query);
    var asset = ExpectedCall.get("/v1/assets" + query);
    var user = ExpectedCall.get("/v1/users" + query);
    var named =
        ExpectedCall.get(
            "/v1/vehicles/lookup_by_external_id?external_id=V-8&integration_name=acme-tms");
    var namedAsset = ExpectedCall.get("/v1/assets" + query.replace("{key}", "T-2"));
    var missing = "{\"error_message\":\"not found\"}";
    var sent =
        ExpectedCall.get("/v1/messages?min_updated_at=2026-11-19T08:29:00&per_page=100&page_no=1")
            .with("X-User-Id", "503");
    return List.of(
        SettlerSample.of(MESSAGE, sent.answered(200, sent("sent_at", "delivered")), "applied"),
        SettlerSample.of(MESSAGE, sent.answered(200, sent("updated_at", "sent")), "applied"),
        SettlerSample.of(MESSAGE, sent.answered(200, sent("updated_at", "read")), "cannot tell"),
        SettlerSample.of(MESSAGE, sent.answered(200, "{\"messages\":[]}"), "not applied"),
        SettlerSample.of(GROUP, sent.answered(200, sent("sent_at", "read")), "applied"),
        SettlerSample.of(GROUP, sent.answered(200, "{\"messages\":[]}"), "not applied"),
        SettlerSample.of(
            VEHICLE, vehicle.answered(200, "{\"vehicle\":{\"id\":9001}}"), "applied 9001"),
        SettlerSample.of(VEHICLE, vehicle.answered(404, missing), "not applied"),
        SettlerSample.of(
            NAMED_VEHICLE, named.answered(200, "{\"vehicle\":{\"id\":9001}}"), "cannot tell"),
        SettlerSample.of(
            NAMED_VEHICLE,
            named.answered(
                200, "{\"vehicle\":{\"id\":9001,\"created_at\":\"2026-11-20T08:29:10Z\"}}"),
            "applied 9001"),
        SettlerSample.of(
            NAMED_VEHICLE,
            named.answered(
                200, "{\"vehicle\":{\"id\":9001,\"created_at\":\"2025-01-01T00:00:00Z\"}}"),
            "not applied"),
        SettlerSample.of(TRAILER, asset.answered(200, "{\"asset\":{\"id\":9001}}"), "applied 9001"),
        SettlerSample.of(TRAILER, asset.answered(404, missing), "not applied"),
        SettlerSample.of(
            NAMED_TRAILER,
            namedAsset.answered(
                200, "{\"asset\":{\"id\":9001,\"created_at\":\"2026-11-20T08:29:10Z\"}}"),
            "applied 9001"),
        SettlerSample.of(NAMED_TRAILER, namedAsset.answered(404, missing), "not applied"),
        SettlerSample.of(USER, user.answered(200, "{\"user\":{\"id\":9001}}"), "applied 9001"),
        SettlerSample.of(USER, user.answered(404, missing), "not applied"));
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return Stream.of(VEHICLE, NAMED_VEHICLE, TRAILER, USER)
        .map(
            sample ->
                new RefusedDuplicate(
                    sample, 422, "{\"error_message\":\"external_id has already been taken\"}"))
        .toList();
  }

  @Override
  protected List<ListingSample> listings() {
    return List.of(
        listing(Resource.USER, "users", "user"),
        listing(Resource.VEHICLE, "vehicles", "vehicle"),
        listing(Resource.TRAILER, "assets", "asset"));
  }

  private static ListingSample listing(Resource resource, String plural, String singular) {
    var record =
        "{\"id\":1,\"name\":\"N\",\"number\":\"N\",\"status\":\"active\",\"role\":\"driver\"}";
    var path = "/v1/" + plural + "?per_page=100&page_no=";
    return new ListingSample(
        resource,
        List.of(
            ExpectedCall.get(path + "1").answered(200, page(plural, singular, record, 1)),
            ExpectedCall.get(path + "2").answered(200, page(plural, singular, "{\"id\":2}", 2))),
        List.of("1", "2"));
  }

  private static String page(String plural, String singular, String record, int number) {
    return "{\""
        + plural
        + "\":[{\""
        + singular
        + "\":"
        + record
        + "}],\"pagination\":{\"per_page\":100,\"page_no\":"
        + number
        + ",\"total\":101}}";
  }
}
