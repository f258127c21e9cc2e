package dev.gladhand.tsp.fleetio;

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

class FleetioContractTest extends TspAdapterContract {
  private static final String TOKEN = "fleetio-canary/0123+45==";
  private static final String ACCOUNT = "fleetio-account-canary-77";
  private static final String LITRES =
      "{\"id\":601,\"meter_unit\":\"km\",\"fuel_volume_units\":\"liters\"}";
  private static final String REFUSED_METER =
      "{\"errors\":{\"meter_entry.value\":[\"is lower than the last one\"]}}";
  private static final String PURCHASE =
      "{\"driver_id\":\"@501\",\"vehicle_id\":\"@601\",\"fuel_volume\":40,\"fuel_volume_unit\":\"LITER\","
          + "\"transaction_time\":\"2026-11-20T08:30:00+01:00\",\"total_cost\":\"64.20\",\"currency\":\"EUR\"";
  private static final String ENTRY =
      "{\"vehicle_id\":601,\"date\":\"2026-11-20T07:30:00.000000Z\",\"us_gallons\":10.566882,\"liters\":40,"
          + "\"price_per_volume_unit\":1.605,\"meter_entry_attributes\":";

  static final TspSample VEHICLE =
      TspSample.create(
              Resource.VEHICLE,
              "{\"vehicle_name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"oem\":\"Volvo\",\"model_year\":2024,"
                  + "\"model_type\":\"FH\",\"license_plate_number\":\"AB 1\",\"license_plate_region\":\"NV\","
                  + "\"status\":\"IN_REPAIR\",\"notes\":\"n\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/vehicles",
                      "{\"name\":\"Truck 7\",\"vehicle_type_id\":1,\"vehicle_status_id\":9,\"meter_unit\":\"km\","
                          + "\"fuel_volume_units\":\"liters\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Volvo\","
                          + "\"model\":\"FH\",\"year\":2024,\"license_plate\":\"AB 1\",\"registration_state\":\"NV\"}")
                  .answered(201, "{\"id\":9001,\"name\":\"Truck 7\"}"))
          .gives("9001")
          .notDelivered("notes");

  static final TspSample TRAILER =
      TspSample.create(
              Resource.TRAILER,
              "{\"trailer_name\":\"T 1\",\"trailer_type\":\"dry_van\",\"oem\":\"Krone\",\"model_type\":\"SD\","
                  + "\"model_year\":2020,\"license_plate_number\":\"T 9\",\"license_plate_region\":\"CA\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/vehicles",
                      "{\"name\":\"T 1\",\"vehicle_type_id\":2,\"vehicle_status_id\":5,\"meter_unit\":\"km\","
                          + "\"fuel_volume_units\":\"liters\",\"make\":\"Krone\",\"model\":\"SD\",\"year\":2020,"
                          + "\"license_plate\":\"T 9\",\"registration_state\":\"CA\"}")
                  .answered(201, "{\"id\":9001}"))
          .gives("9001")
          .notDelivered("trailer_type");

  static final TspSample TRAILER_WITH_VIN =
      TspSample.create(Resource.TRAILER, "{\"trailer_name\":\"T 2\",\"vin\":\"1FUJGLDR12LM01234\"}")
          .named("with a VIN")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/vehicles",
                      "{\"name\":\"T 2\",\"vehicle_type_id\":2,\"vehicle_status_id\":5,\"meter_unit\":\"km\","
                          + "\"fuel_volume_units\":\"liters\",\"vin\":\"1FUJGLDR12LM01234\"}")
                  .answered(201, "{\"id\":9001}"))
          .gives("9001");

  static final TspSample USER =
      TspSample.create(
              Resource.USER,
              "{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\",\"user_email\":\"ana@example.org\",\"is_driver\":true,"
                  + "\"user_designation\":\"Driver\",\"employee_number\":\"E-7\","
                  + "\"phone_number\":\"+1 555\",\"license_number\":\"L-1\",\"license_region\":\"NV\",\"notes\":\"n\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/contacts",
                      "{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\",\"email\":\"ana@example.org\","
                          + "\"mobile_phone_number\":\"+1 555\",\"employee_number\":\"E-7\",\"job_title\":\"Driver\","
                          + "\"vehicle_operator\":true,\"license_number\":\"L-1\",\"license_state\":\"NV\"}")
                  .answered(201, "{\"id\":9001}"))
          .gives("9001")
          .notDelivered("notes");

  static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              PURCHASE + ",\"odometer\":1200.50,\"odometer_unit\":\"kilo_meters\"}")
          .knowing(ExpectedCall.get("/api/v1/vehicles/601*").answered(200, LITRES))
          .calls(fuel("{\"value\":1200.5}"))
          .gives("9001")
          .notDelivered("driver_id", "currency");

  static final TspSample GALLONS =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"driver_id\":\"@501\",\"vehicle_id\":\"@602\",\"fuel_volume\":40,\"fuel_volume_unit\":\"LITER\","
                  + "\"transaction_time\":\"2026-11-20T07:30:00Z\",\"total_cost\":64.2}")
          .named("imperial gallons, void meter")
          .settings("{\"meter\":\"void_when_missing\"}")
          .knowing(
              ExpectedCall.get("/api/v1/vehicles/602*")
                  .answered(
                      200,
                      "{\"id\":602,\"meter_unit\":\"mi\",\"fuel_volume_units\":\"uk_gallons\"}"))
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/fuel_entries",
                      "{\"vehicle_id\":602,\"date\":\"2026-11-20T07:30:00.000000Z\",\"us_gallons\":10.566882,"
                          + "\"uk_gallons\":8.79877,\"price_per_volume_unit\":7.296474,"
                          + "\"meter_entry_attributes\":{\"value\":null,\"void\":true},\"reference\":\"{key}\"}")
                  .answered(201, "{\"id\":9001}"))
          .gives("9001")
          .notDelivered("driver_id");

  static final TspSample MILES =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              PURCHASE.replace("601", "603")
                  + ",\"odometer\":161,\"odometer_unit\":\"kilo_meters\"}")
          .named("miles")
          .knowing(
              ExpectedCall.get("/api/v1/vehicles/603*")
                  .answered(
                      200, "{\"id\":603,\"meter_unit\":\"mi\",\"fuel_volume_units\":\"liters\"}"))
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/api/v1/fuel_entries",
                      ENTRY.replace("601", "603") + "{\"value\":100.041},\"reference\":\"{key}\"}")
                  .answered(201, "{\"id\":9001}"))
          .gives("9001")
          .notDelivered("driver_id", "currency");

  static final TspSample REFUSED =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              PURCHASE + ",\"odometer\":12,\"odometer_unit\":\"kilo_meters\"}")
          .named("refused meter")
          .settings("{\"meter\":\"void_when_refused\"}")
          .knowing(ExpectedCall.get("/api/v1/vehicles/601*").answered(200, LITRES))
          .calls(fuel("{\"value\":12}").answered(422, REFUSED_METER))
          .calls(fuel("{\"value\":12,\"void\":true}"))
          .gives("9001")
          .notDelivered("driver_id", "currency");

  private static ExpectedCall fuel(String meter) {
    return ExpectedCall.of(
            "POST", "/api/v1/fuel_entries", ENTRY + meter + ",\"reference\":\"{key}\"}")
        .answered(201, "{\"id\":9001}");
  }

  @Override
  protected TspAdapterFactory factory() {
    return new FleetioAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"api_token\":\"" + TOKEN + "\",\"account_token\":\"" + ACCOUNT + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\""
        + baseUrl
        + "\",\"vehicle_type_id\":1,\"trailer_type_id\":2,\"vehicle_status_id\":5,\"meter_unit\":\"km\","
        + "\"fuel_volume_units\":\"liters\",\"vehicle_status_ids\":{\"IN_SERVICE\":5,\"IN_REPAIR\":9}}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of(
        "Authorization", "Token " + TOKEN,
        "Account-Token", ACCOUNT,
        "X-Api-Version", "2024-03-15",
        "Content-Type", "application/json",
        "Accept", "application/json");
  }

  @Override
  protected String errorBody(String words) {
    return "{\"errors\":{\"name\":[\"" + words + "\"]}}";
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        VEHICLE,
        TspSample.update(
                Resource.VEHICLE,
                "601",
                "{\"vehicle_name\":\"New\",\"vin\":null,\"status\":\"IN_SERVICE\",\"oem\":\"MAN\",\"model_type\":\"TGX\","
                    + "\"model_year\":2023,\"license_plate_number\":\"B 2\",\"license_plate_region\":\"OR\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/api/v1/vehicles/601",
                        "{\"name\":\"New\",\"vehicle_status_id\":5,\"vin\":null,\"make\":\"MAN\",\"model\":\"TGX\","
                            + "\"year\":2023,\"license_plate\":\"B 2\",\"registration_state\":\"OR\"}")
                    .answered(204, "")),
        TRAILER,
        TRAILER_WITH_VIN,
        TspSample.update(
                Resource.TRAILER,
                "701",
                "{\"trailer_name\":\"T 8\",\"license_plate_number\":null,\"vin\":\"1FUJGLDR12LM01234\","
                    + "\"oem\":\"Schmitz\",\"model_type\":\"SKO\",\"model_year\":2021,\"license_plate_region\":\"OR\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/api/v1/vehicles/701",
                        "{\"name\":\"T 8\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Schmitz\",\"model\":\"SKO\","
                            + "\"year\":2021,\"license_plate\":null,\"registration_state\":\"OR\"}")
                    .answered(200, "{\"id\":701}"))
            .gives("701"),
        USER,
        TspSample.update(
                Resource.USER,
                "501",
                "{\"first_name\":\"Anna\",\"last_name\":\"Roy\",\"user_email\":\"anna@example.org\",\"phone_number\":null,"
                    + "\"employee_number\":\"E-8\",\"user_designation\":\"Lead\",\"is_driver\":false,"
                    + "\"license_number\":\"L-2\",\"license_region\":\"OR\"}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/api/v1/contacts/501",
                        "{\"first_name\":\"Anna\",\"last_name\":\"Roy\",\"email\":\"anna@example.org\","
                            + "\"mobile_phone_number\":null,\"employee_number\":\"E-8\",\"job_title\":\"Lead\","
                            + "\"vehicle_operator\":false,\"license_number\":\"L-2\",\"license_state\":\"OR\"}")
                    .answered(204, "")),
        TspSample.update(Resource.USER, "501", "{\"first_name\":\"Anna\"}")
            .named("one name")
            .calls(
                ExpectedCall.of("PATCH", "/api/v1/contacts/501", "{\"first_name\":\"Anna\"}")
                    .answered(204, "")),
        TspSample.update(Resource.VEHICLE, "601", "{\"vin\":\"1FUJGLDR12LM01234\"}")
            .named("with a VIN")
            .calls(
                ExpectedCall.of("PATCH", "/api/v1/vehicles/601", "{\"vin\":\"1FUJGLDR12LM01234\"}")
                    .answered(204, "")),
        TspSample.update(Resource.TRAILER, "701", "{\"license_plate_number\":\"T 7\"}")
            .named("with a plate")
            .calls(
                ExpectedCall.of("PATCH", "/api/v1/vehicles/701", "{\"license_plate\":\"T 7\"}")
                    .answered(204, "")),
        TspSample.update(Resource.USER, "501", "{\"phone_number\":\"+1 556\"}")
            .named("with a phone")
            .calls(
                ExpectedCall.of(
                        "PATCH", "/api/v1/contacts/501", "{\"mobile_phone_number\":\"+1 556\"}")
                    .answered(204, "")),
        FUEL,
        GALLONS,
        MILES,
        REFUSED);
  }

  @Override
  protected ExpectedCall test() {
    return ExpectedCall.get("/api/v1/vehicles?per_page=2").answered(200, "{\"records\":[]}");
  }

  private static SettlerSample settled(TspSample sample, String query, String record, String told) {
    var target = "/api/v1/" + query;
    return SettlerSample.of(
        sample,
        ExpectedCall.get(target)
            .answered(200, "{\"next_cursor\":null,\"records\":[" + record + "]}"),
        told);
  }

  @Override
  protected List<SettlerSample> settlements() {
    var vin = "vehicles?per_page=100&filter%5Bvin%5D%5Beq%5D=1FUJGLDR12LM01234";
    var name = "vehicles?per_page=100&filter%5Bname%5D%5Beq%5D=T%201";
    var number = "contacts?per_page=100&filter%5Bemployee_number%5D%5Beq%5D=E-7";
    var fuel =
        "fuel_entries?per_page=100&filter%5Bvehicle_id%5D%5Beq%5D=601"
            + "&filter%5Bcreated_at%5D%5Bgte%5D=2026-11-20T08%3A28%3A00Z";
    var since = ",\"created_at\":\"2026-11-20T02:29:10-06:00\"}";
    var before = ",\"created_at\":\"2026-11-20T08:20:00Z\"}";
    var ours = "{\"id\":9001,\"reference\":\"{key}\"}";
    return List.of(
        settled(VEHICLE, vin, "{\"id\":9001,\"vin\":\"1FUJGLDR12LM01234\"" + since, "applied 9001"),
        settled(VEHICLE, vin, "{\"id\":9001,\"vin\":\"1FUJGLDR12LM01234\"" + before, "not applied"),
        settled(TRAILER, name, "{\"id\":9001,\"name\":\"T 1\"" + since, "applied 9001"),
        settled(TRAILER, name, "{\"id\":9001,\"name\":\"t\\u00a01 \"" + since, "applied 9001"),
        settled(TRAILER, name, "{\"id\":9001,\"name\":\"T 10\"" + since, "not applied"),
        settled(TRAILER, name, "", "not applied"),
        settled(
            TRAILER_WITH_VIN,
            vin,
            "{\"id\":9001,\"vin\":\"1FUJGLDR12LM01234\"" + since,
            "applied 9001"),
        settled(TRAILER_WITH_VIN, vin, "", "not applied"),
        settled(USER, number, "{\"id\":9001,\"employee_number\":\"E-7\"" + since, "applied 9001"),
        settled(USER, number, "", "not applied"),
        settled(FUEL, fuel, ours, "applied 9001"),
        settled(FUEL, fuel, "{\"id\":1,\"reference\":\"another\"}", "not applied"),
        settled(FUEL, fuel, ours + "," + ours, "cannot tell"),
        SettlerSample.of(
            FUEL,
            ExpectedCall.get("/api/v1/" + fuel)
                .answered(200, "{\"next_cursor\":\"c\",\"records\":[]}"),
            "try later"),
        settled(GALLONS, fuel.replace("601", "602"), ours, "applied 9001"),
        settled(GALLONS, fuel.replace("601", "602"), "", "not applied"),
        settled(MILES, fuel.replace("601", "603"), ours, "applied 9001"),
        settled(MILES, fuel.replace("601", "603"), "", "not applied"),
        settled(REFUSED, fuel, ours, "applied 9001"),
        settled(REFUSED, fuel, "", "not applied"));
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    var taken = "{\"errors\":{\"%s\":[\"has already been taken\"]}}";
    return List.of(
        new RefusedDuplicate(VEHICLE, 422, taken.formatted("vin")),
        new RefusedDuplicate(TRAILER, 422, taken.formatted("name")),
        new RefusedDuplicate(USER, 422, taken.formatted("employee_number")));
  }

  @Override
  protected List<ListingSample> listings() {
    var vehicles =
        "{\"next_cursor\":\"c 2\",\"records\":[{\"id\":601,\"name\":\"Truck\",\"vin\":\"V\"},"
            + "{\"id\":701,\"name\":\"T\",\"vehicle_type_id\":2}]}";
    var last = "{\"next_cursor\":null,\"records\":[{\"id\":602,\"vehicle_type_id\":1}]}";
    var pages =
        List.of(
            ExpectedCall.get("/api/v1/vehicles?per_page=100").answered(200, vehicles),
            ExpectedCall.get("/api/v1/vehicles?per_page=100&start_cursor=c%202")
                .answered(200, last));
    return List.of(
        new ListingSample(Resource.VEHICLE, pages, List.of("601", "602")),
        new ListingSample(Resource.TRAILER, pages, List.of("701")),
        new ListingSample(
            Resource.USER,
            List.of(
                ExpectedCall.get("/api/v1/contacts?per_page=100")
                    .answered(200, "{\"records\":[{\"id\":501,\"first_name\":\"Ana\"}]}")),
            List.of("501")));
  }
}
