package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class WebfleetContractTest extends TspAdapterContract {
  private static final String PASSWORD = "webfleet canary:0123+\u00fc";
  private static final String API_KEY = "webfleet-key/canary+77==";
  private static final String ALWAYS =
      "account=acme%20gmbh&apikey=webfleet-key%2Fcanary%2B77%3D%3D&action=";
  private static final String JSON = "&lang=en&outputformat=json&useUTF8=true&useISO8601=true";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String UNKNOWN = "rejected: tsp, maybe applied, back-off";
  private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain");

  private static ExpectedCall call(String action, String parameters) {
    return ExpectedCall.of("POST", "/extern", ALWAYS + action + JSON + parameters);
  }

  private static ExpectedCall text(String object, String words) {
    return call("sendTextMessageExtern", "&objectuid=" + object + "&messagetext=" + words);
  }

  /** Every variant of a driver of the parallel checks has an object as well. */
  private static String named() {
    var more = new StringBuilder();
    for (var i = 10; i < 60; i++) {
      more.append(",\"501%d\":\"1-601\"".formatted(i)).append(",\"502%d\":\"1-602\"".formatted(i));
    }
    return "{\"driver_objects\":{\"501\":\"1-601\",\"502\":\"1-602\"%s}}".formatted(more);
  }

  /** The report of all drivers, those of the parallel checks among them. */
  private static String drivers() {
    var rows = new StringBuilder("[{\"driveruid\":\"tried-value\",\"objectuid\":\"1-699\"}");
    rows.append(",{\"driveruid\":\"1-501\",\"name1\":\"Ana\",\"objectuid\":\"1-601\"}");
    for (var i = 10; i < 60; i++) {
      rows.append(",{\"driveruid\":\"1-501%d\",\"objectuid\":\"1-601\"}".formatted(i));
    }
    return rows.append("]").toString();
  }

  static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"recipient_id\":\"@501\",\"sender_id\":\"@503\",\"message_text\":\"Dock 4\",\"priority\":\"high\"}")
          .settings(named())
          .calls(text("1-601", "Dock%204"))
          .notDelivered("sender_id", "priority")
          .refusedBy(
              200,
              "",
              Map.of("X-Webfleet-Errorcode", "8011", "X-Webfleet-Errormessage", "quota%20reached"),
              "8011: quota reached",
              "throttled for PT1M")
          .refusedBy(200, "{\"errorCode\":8015,\"errorMsg\":\"busy\"}", "throttled for PT10S")
          .refusedBy(200, "10000,resource currently busy", TEXT, "throttled for PT30S")
          .refusedBy(200, "60,general error", TEXT, UNKNOWN)
          .refusedBy(200, "{\"errorCode\":9199,\"errorMsg\":\"upstream\"}", UNKNOWN)
          .refusedBy(200, "63,document is empty", TEXT, UNKNOWN)
          .refusedBy(200, "2605,unknown object", TEXT, REFUSED)
          .refusedBy(
              200,
              "",
              Map.of("X-Webfleet-Errorcode", "1001"),
              "rejected: auth, not applied, new credentials")
          .refusedBy(
              200,
              "",
              Map.of("X-Webfleet-Errorcode", "0", "Content-Type", "text/plain"),
              "accepted");

  static final TspSample LOOKED_UP =
      TspSample.create(
              Resource.MESSAGE, "{\"recipient_id\":\"@1-501\",\"message_text\":\"Dock 5\"}")
          .named("to the driver's vehicle")
          .knowing(call("showDriverReportExtern", "").answered(200, drivers()))
          .calls(text("1-601", "Dock%205"));

  static final TspSample BY_SOURCE_ID =
      TspSample.create(
              Resource.MESSAGE, "{\"source_recipient_ids\":[\"501\"],\"message_text\":\"Dock 6\"}")
          .named("to a driver by uid")
          .settings(named())
          .calls(text("1-601", "Dock%206"));

  static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@503\",\"recipient_ids\":[\"@501\",\"@502\"],\"message_text\":\"Dock 4\"}")
          .settings(named())
          .calls(text("1-601", "Dock%204"))
          .calls(text("1-602", "Dock%204"))
          .notDelivered("sender_id")
          .refusedBy(200, "2605,unknown object", TEXT, "recipient failed");

  static final TspSample USER =
      TspSample.create(
              Resource.USER,
              "{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\",\"employee_number\":\"E-7\",\"username\":\"ana\","
                  + "\"country_code\":\"DEU\",\"license_expiration\":\"2027-03-01\",\"is_driver\":true,"
                  + "\"license_number\":\"L-1\",\"notes\":\"n\",\"phone_number\":\"+49 1\",\"user_email\":\"ana@example.org\"}")
          .calls(
              call(
                  "insertDriverExtern",
                  "&name=Ana%20Ruiz&telmobile=%2B49%201&email=ana%40example.org&description=n&country=DE"
                      + "&license_number=L-1&license_expiry_date=01%2F03%2F2027&driverno=E-7"))
          .notDelivered("username", "is_driver");

  static final TspSample USER_BY_NAME =
      TspSample.create(Resource.USER, "{\"first_name\":\"Eva\",\"username\":\"eva\"}")
          .named("by user name")
          .calls(call("insertDriverExtern", "&name=Eva&driverno=eva"));

  @Override
  protected TspAdapterFactory factory() {
    return new WebfleetAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"account\":\"acme gmbh\",\"username\":\"dispatch\",\"password\":\""
        + PASSWORD
        + "\",\"api_key\":\""
        + API_KEY
        + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    var pair = ("dispatch:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair),
        "Content-Type", "application/x-www-form-urlencoded",
        "Accept", "application/json");
  }

  @Override
  protected String errorBody(String words) {
    return "{\"errorCode\":2605,\"errorMsg\":\"" + words + "\"}";
  }

  @Override
  protected Map<String, Object> examples() {
    return Map.of("country_code", "USA");
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        MESSAGE,
        LOOKED_UP,
        BY_SOURCE_ID,
        GROUP,
        USER,
        USER_BY_NAME,
        TspSample.update(
                Resource.USER,
                "1-501",
                "{\"first_name\":\"Anna\",\"last_name\":\"Ruiz\",\"phone_number\":\"+49 1\",\"employee_number\":\"9\","
                    + "\"country_code\":\"FRA\",\"license_expiration\":\"2028-12-31\",\"license_number\":\"L-2\","
                    + "\"notes\":\"m\",\"user_email\":\"anna@example.org\"}")
            .calls(
                call(
                    "updateDriverExtern",
                    "&driveruid=1-501&name=Anna%20Ruiz&telmobile=%2B49%201&email=anna%40example.org"
                        + "&description=m&country=FR&license_number=L-2"
                        + "&license_expiry_date=31%2F12%2F2028"))
            .notDelivered("employee_number"),
        TspSample.update(
                Resource.VEHICLE,
                "1-601",
                "{\"vehicle_name\":\"Truck 9\",\"vin\":\"1FUJGLDR12LM01234\",\"engine_type\":\"DIESEL\",\"oem\":\"MAN\","
                    + "\"license_plate_number\":\"B 2\",\"notes\":\"n\",\"total_axles\":2,\"model_year\":2023,"
                    + "\"external_id\":\"V-1\"}")
            .calls(
                call(
                    "updateVehicle",
                    "&objectuid=1-601&denotation=Truck%209&licenseplatenumber=B%202"
                        + "&identnumber=1FUJGLDR12LM01234&description=n&numaxles=2&manufacturedyear=2023"
                        + "&externalid=V-1&fueltype=0"))
            .notDelivered("oem"),
        TspSample.update(
                Resource.TRAILER,
                "1-701",
                "{\"trailer_name\":\"T 8\",\"total_axles\":3,\"license_plate_number\":\"T 9\",\"notes\":\"n\","
                    + "\"vin\":\"1FUJGLDR12LM01234\",\"model_year\":2021,\"external_id\":\"T-1\"}")
            .calls(
                call(
                    "updateVehicle",
                    "&objectuid=1-701&denotation=T%208&licenseplatenumber=T%209"
                        + "&identnumber=1FUJGLDR12LM01234&description=n&numaxles=3&manufacturedyear=2021"
                        + "&externalid=T-1")));
  }

  @Override
  protected ExpectedCall test() {
    return call("showVehicleReportExtern", "").answered(200, "63,document is empty");
  }

  private static final ExpectedCall SENT =
      call(
          "showMessages",
          "&range_pattern=ud&rangefrom_string=2026-11-20T08%3A28%3A00Z"
              + "&rangeto_string=2026-11-20T08%3A31%3A00Z");

  private static String row(String object, String text) {
    return "[{\"objectuid\":\"%s\",\"msgtext\":\"%s\",\"msgtime\":\"2026-11-20T08:29:02Z\"}]"
        .formatted(object, text);
  }

  @Override
  protected List<SettlerSample> settlements() {
    var number = call("showDriverReportExtern", "&driverno=E-7");
    var eva = call("showDriverReportExtern", "&driverno=eva");
    var none = SENT.answered(200, "63,document is empty");
    return List.of(
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-601", "Dock 4")), "applied"),
        SettlerSample.of(MESSAGE, none, "not applied"),
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-602", "Dock 4")), "cannot tell"),
        // On the object of another driver now, in another form or cut.
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-602", " Dock&nbsp;4")), "cannot tell"),
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-602", "Doc")), "cannot tell"),
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-602", "Bring papers")), "not applied"),
        SettlerSample.of(MESSAGE, SENT.answered(200, row("1-601", "Dock\\u00a04 ")), "applied"),
        // Without a text, on the driver's object and elsewhere.
        SettlerSample.of(MESSAGE, SENT.answered(200, "[{\"objectuid\":\"1-601\"}]"), "cannot tell"),
        SettlerSample.of(MESSAGE, SENT.answered(200, "[{\"objectuid\":\"1-602\"}]"), "not applied"),
        SettlerSample.of(LOOKED_UP, SENT.answered(200, row("1-601", "Dock 5")), "applied"),
        SettlerSample.of(LOOKED_UP, none, "not applied"),
        SettlerSample.of(BY_SOURCE_ID, SENT.answered(200, row("1-601", "Dock 6")), "applied"),
        SettlerSample.of(BY_SOURCE_ID, none, "not applied"),
        SettlerSample.of(GROUP, SENT.answered(200, row("1-602", "Dock 4")), "applied"),
        SettlerSample.of(GROUP, none, "not applied"),
        SettlerSample.of(
            USER,
            number.answered(
                200, "[{\"driveruid\":\"1-9\",\"driverno\":\"E-7\",\"name1\":\"Ana Ruiz\"}]"),
            "applied 1-9"),
        SettlerSample.of(
            USER,
            number.answered(
                200,
                "[{\"driveruid\":\"1-9\",\"driverno\":\"E-7\",\"name1\":\"Ana\\u00a0Ruiz \"}]"),
            "applied 1-9"),
        SettlerSample.of(
            USER,
            number.answered(
                200, "[{\"driveruid\":\"1-9\",\"driverno\":\"E-7\",\"name1\":\"Eva\"}]"),
            "not applied"),
        SettlerSample.of(USER, number.answered(200, "63,document is empty"), "not applied"),
        SettlerSample.of(
            USER_BY_NAME,
            eva.answered(200, "[{\"driveruid\":\"1-8\",\"driverno\":\"eva\",\"name1\":\"Eva\"}]"),
            "applied 1-8"),
        SettlerSample.of(USER_BY_NAME, eva.answered(200, "63,document is empty"), "not applied"));
  }

  @Override
  protected List<TspSample.Refusal> refusals() {
    return MESSAGE.refusals();
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return List.of(
        new RefusedDuplicate(
            USER, 200, "{\"errorCode\":2606,\"errorMsg\":\"driver number exists already\"}"));
  }

  @Override
  protected List<ListingSample> listings() {
    var objects = "[{\"objectuid\":\"1-601\",\"objectname\":\"Truck\"},{\"objectuid\":\"1-602\"}]";
    return List.of(
        new ListingSample(
            Resource.VEHICLE,
            List.of(call("showVehicleReportExtern", "").answered(200, objects)),
            List.of("1-601", "1-602")),
        new ListingSample(
            Resource.USER,
            List.of(
                call("showDriverReportExtern", "").answered(200, "[{\"driveruid\":\"1-501\"}]")),
            List.of("1-501")));
  }
}
