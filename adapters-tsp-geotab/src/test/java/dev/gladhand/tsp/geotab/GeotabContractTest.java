package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.Deviation;
import dev.gladhand.testkit.tsp.Table;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class GeotabContractTest extends TspAdapterContract {
  private static final String PASSWORD = "geotab canary:0123+\u00fc";
  private static final String SESSION = "geotab-session/canary+77==";
  private static final String LOGIN =
      ",\"credentials\":{\"database\":\"acme\",\"userName\":\"api@acme.example\",\"sessionId\":\""
          + SESSION
          + "\"}}}";
  private static final String CONCEPTS = "https://developers.geotab.com/myGeotab/guides/concepts";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String UNKNOWN = "rejected: tsp, maybe applied, back-off";
  private static final String AWAY = "rejected: tsp, not applied, back-off";
  private static final String SIGN_IN = "rejected: auth, not applied, new credentials";

  private static ExpectedCall add(String type, String entity, String id) {
    return ExpectedCall.of(
            "POST",
            "/apiv1",
            "{\"method\":\"Add\",\"params\":{\"typeName\":\"%s\",\"entity\":%s"
                    .formatted(type, entity)
                + LOGIN)
        .answered(200, "{\"result\":\"" + id + "\",\"jsonrpc\":\"2.0\"}");
  }

  private static ExpectedCall get(String type, String search, int limit, String result) {
    return ExpectedCall.of(
            "POST",
            "/apiv1",
            "{\"method\":\"Get\",\"params\":{\"typeName\":\"%s\",\"search\":%s,\"resultsLimit\":%d"
                    .formatted(type, search, limit)
                + LOGIN)
        .answered(200, "{\"result\":" + result + ",\"jsonrpc\":\"2.0\"}");
  }

  private static ExpectedCall text(String target, String more) {
    return add(
        "TextMessage",
        "{\"isDirectionToVehicle\":true,"
            + target
            + ",\"messageContent\":{\"contentType\":\"Normal\",\"message\":\"Dock 4\""
            + more
            + "}",
        "m77F");
  }

  private static String error(String type, String message) {
    return "{\"error\":{\"message\":\"%s\",\"code\":-32000,\"data\":{\"id\":\"1\",\"type\":\"%s\"},\"name\":\"JSONRPCError\",\"errors\":[{\"message\":\"%s\",\"name\":\"%s\"}]},\"jsonrpc\":\"2.0\"}"
        .formatted(message, type, message, type);
  }

  private static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"recipient_id\":\"@b5\",\"sender_id\":\"@b9\",\"message_text\":\"Dock 4\",\"priority\":\"high\","
                  + "\"reply_to_message_id\":\"@b7\"}")
          .calls(
              text(
                  "\"recipient\":{\"id\":\"b5\"}",
                  ",\"urgent\":true},\"parentMessage\":{\"id\":\"b7\"}"))
          .gives("m77F")
          .notDelivered("sender_id")
          .refusedBy(200, error("InvalidUserException", "Incorrect login credentials"), SIGN_IN)
          .refusedBy(
              200,
              error("InvalidPermissionsException", "clearance"),
              "rejected: auth, not applied, never")
          .refusedBy(200, error("ArgumentException", "no such user"), REFUSED)
          .refusedBy(200, error("GenericException", "hidden"), UNKNOWN)
          .refusedBy(200, error("NullReferenceException", "of no list"), UNKNOWN)
          .refusedBy(200, error("DbUnavailableException", "Initializing"), AWAY)
          .refusedBy(200, error("DbUnavailableException", "OperationAborted"), UNKNOWN)
          .refusedBy(200, error("DatabaseMaintenanceException", "at night"), AWAY)
          .refusedBy(
              200,
              "{\"error\":{\"message\":\"short\",\"errors\":[{\"name\":\"ArgumentNullException\"}]}}",
              REFUSED)
          .refusedBy(
              200, error("OverLimitException", "API calls quota exceeded"), "throttled for PT1M")
          .refusedBy(
              200,
              error("OverLimitException", "API calls quota exceeded. Maximum admitted 10 per 1m."),
              Map.of("Content-Type", "application/json", "Retry-After", "58"),
              "OverLimitException: API calls quota exceeded. Maximum admitted 10 per 1m.",
              "throttled for PT58S");

  private static final TspSample TO_A_DEVICE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"recipient_id\":\"@b1\",\"sender_id\":\"@b9\",\"message_text\":\"Dock 4\",\"source_reply_to_message_id\":\"b7\"}")
          .named("to a device, as the sender")
          .settings("{\"message_target\":\"device\",\"impersonate_sender\":true}")
          .calls(
              text(
                  "\"device\":{\"id\":\"b1\"}",
                  "},\"user\":{\"id\":\"b9\"},\"parentMessage\":{\"id\":\"b7\"}"))
          .gives("m77F");

  private static final TspSample EXPIRING =
      TspSample.create(
              Resource.MESSAGE,
              "{\"source_sender_id\":\"b9\",\"source_recipient_ids\":[\"b5\"],\"message_text\":\"Dock 4\"}")
          .named("with a deadline")
          .settings("{\"impersonate_sender\":true}")
          .until(Instant.parse("2026-11-21T08:30:00.250Z"))
          .calls(
              text(
                  "\"recipient\":{\"id\":\"b5\"}",
                  "},\"user\":{\"id\":\"b9\"},\"activeTo\":\"2026-11-21T08:30:00.250Z\""))
          .gives("m77F");

  private static final TspSample TO_DRIVERS_DEVICE =
      TspSample.create(Resource.MESSAGE, "{\"recipient_id\":\"@b5\",\"message_text\":\"Dock 4\"}")
          .named("to the driver's device")
          .settings("{\"message_target\":\"driver_device\"}")
          .knowing(
              get(
                  "DeviceStatusInfo",
                  "{\"userSearch\":{\"id\":\"b5\"}}",
                  100,
                  "[{\"device\":{\"id\":\"b2\"},\"driver\":{\"id\":\"b5\"},\"isHistoricLastDriver\":true},"
                      + "{\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"}}]"))
          .calls(text("\"device\":{\"id\":\"b1\"}", "}"))
          .gives("m77F");

  private static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@b9\",\"recipient_ids\":[\"@b5\",\"@b6\"],\"message_text\":\"Dock 4\",\"priority\":\"low\"}")
          .calls(text("\"recipient\":{\"id\":\"b5\"}", ",\"urgent\":false}"))
          .calls(text("\"recipient\":{\"id\":\"b6\"}", ",\"urgent\":false}"))
          .notDelivered("sender_id");

  private static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"vehicle_id\":\"@b1\",\"driver_id\":\"@b5\",\"transaction_time\":\"2026-11-20T08:00:00Z\",\"fuel_type\":\"DIESEL\",\"fuel_volume\":100,\"fuel_volume_unit\":\"LITER\",\"odometer\":1000,\"odometer_unit\":\"miles\",\"fuel_vendor\":\"Shell\",\"total_cost\":\"64.20\",\"currency\":\"EUR\",\"latitude\":41.5,\"longitude\":-87.6}")
          .calls(
              add(
                  "FuelTransaction",
                  "{\"dateTime\":\"2026-11-20T08:00:00.000Z\",\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"},\"volume\":100,\"odometer\":1609.344,\"cost\":64.20,\"currencyCode\":\"EUR\",\"productType\":\"Diesel\",\"siteName\":\"Shell\",\"location\":{\"x\":-87.6,\"y\":41.5},\"externalReference\":\"{key}\"}",
                  "b2A"))
          .gives("b2A")
          .refusedBy(200, error("InvalidUserException", "over"), SIGN_IN);

  /** When the contract's operation was accepted, by its id. */
  private static final String ACCEPTED = "2009-08-23T03:58:16.491Z";

  private static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  private static final TspSample VEHICLE =
      TspSample.create(
              Resource.VEHICLE,
              """
              {"vehicle_name":"Truck 7","vin":"1FUJGLDR12LM01234","eld_serial_number":"G90000000001",
               "license_plate_number":"AB 1","license_plate_region":"NV","notes":"n","oem":"Volvo","engine_vin":"ENG77"}""")
          .settings("{\"groups\":[\"b27\",\"GroupTrailerId\"]}")
          .calls(
              add(
                  "Device",
                  "{\"groups\":[{\"id\":\"b27\"},{\"id\":\"GroupVehicleId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"serialNumber\":\"G90000000001\",\"name\":\"Truck 7\","
                      + "\"vehicleIdentificationNumber\":\"1FUJGLDR12LM01234\",\"licensePlate\":\"AB 1\","
                      + "\"licenseState\":\"NV\",\"comment\":\"n\",\"engineVehicleIdentificationNumber\":\"ENG77\"}",
                  "b1F"))
          .gives("b1F")
          .notDelivered("oem")
          .refusedBy(200, error("PasswordPolicyViolationException", "no"), REFUSED);

  private static final TspSample UNTRACKED =
      TspSample.create(Resource.VEHICLE, "{\"vehicle_name\":\"Truck 8\",\"is_active\":false}")
          .named("without a device")
          .settings("{\"untracked_vehicles\":true}")
          .calls(
              add(
                  "Device",
                  "{\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupVehicleId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"name\":\"Truck 8\",\"activeTo\":\""
                      + ACCEPTED
                      + "\"}",
                  "b20"))
          .gives("b20");

  private static final TspSample TRAILER =
      TspSample.create(
              Resource.TRAILER,
              """
              {"trailer_name":"T 1","trailer_type":"dry_van","vin":"1FUJGLDR12LM01234","is_active":true,
               "license_plate_number":"T 9","license_plate_region":"CA","notes":"n"}""")
          .calls(
              add(
                  "Device",
                  "{\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupTrailerId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"name\":\"T 1\",\"vehicleIdentificationNumber\":\"1FUJGLDR12LM01234\","
                      + "\"licensePlate\":\"T 9\",\"licenseState\":\"CA\",\"comment\":\"n\",\"activeTo\":\""
                      + FOR_EVER
                      + "\"}",
                  "b21"))
          .gives("b21")
          .notDelivered("trailer_type");

  private static final TspSample TRACKED_TRAILER =
      TspSample.create(
              Resource.TRAILER, "{\"trailer_name\":\"T 2\",\"eld_serial_number\":\"G90000000002\"}")
          .named("with a device")
          .calls(
              add(
                  "Device",
                  "{\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupTrailerId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"serialNumber\":\"G90000000002\",\"name\":\"T 2\"}",
                  "b22"))
          .gives("b22");

  private static ExpectedCall set(String type, String entity) {
    return ExpectedCall.of(
            "POST",
            "/apiv1",
            "{\"method\":\"Set\",\"params\":{\"typeName\":\"%s\",\"entity\":%s"
                    .formatted(type, entity)
                + LOGIN)
        .answered(200, "{\"result\":null,\"jsonrpc\":\"2.0\"}");
  }

  private static TspSample updated(
      TspSample sample, String type, String id, String known, String written) {
    return sample
        .knowing(get(type, "{\"id\":\"%s\"}".formatted(id), 2, "[" + known + "]"))
        .calls(set(type, written));
  }

  private static final TspSample VEHICLE_UPDATE =
      updated(
          TspSample.update(
              Resource.VEHICLE,
              "b1",
              """
              {"vehicle_name":"New","license_plate_number":null,"is_active":true,"vin":"1FUJGLDR12LM01234",
               "license_plate_region":"OR","notes":"m","engine_vin":"ENG78"}"""),
          "Device",
          "b1",
          "{\"deviceType\":\"GO9\",\"id\":\"b1\",\"name\":\"Old\",\"licensePlate\":\"X\",\"parameterVersion\":7,"
              + "\"odometer\":1.50,\"timeZoneId\":null,\"groups\":[{\"id\":\"b9\",\"children\":[]}]}",
          "{\"id\":\"b1\",\"deviceType\":\"GO9\",\"name\":\"New\",\"licensePlate\":\"\",\"parameterVersion\":7,"
              + "\"odometer\":1.50,\"timeZoneId\":null,\"groups\":[{\"id\":\"b9\",\"children\":[]}],"
              + "\"vehicleIdentificationNumber\":\"1FUJGLDR12LM01234\",\"licenseState\":\"OR\",\"comment\":\"m\","
              + "\"activeTo\":\""
              + FOR_EVER
              + "\",\"engineVehicleIdentificationNumber\":\"ENG78\"}");

  private static final TspSample TRAILER_UPDATE =
      updated(
          TspSample.update(
              Resource.TRAILER,
              "b3",
              """
              {"trailer_name":"T 8","notes":null,"is_active":false,"vin":"1FUJGLDR12LM01234",
               "license_plate_number":"T 7","license_plate_region":"OR"}"""),
          "Device",
          "b3",
          "{\"id\":\"b3\",\"name\":\"T\",\"comment\":\"c\",\"serialNumber\":\"G9\"}",
          "{\"id\":\"b3\",\"name\":\"T 8\",\"comment\":\"\",\"serialNumber\":\"G9\","
              + "\"vehicleIdentificationNumber\":\"1FUJGLDR12LM01234\",\"licensePlate\":\"T 7\","
              + "\"licenseState\":\"OR\",\"activeTo\":\""
              + ACCEPTED
              + "\"}");

  private static final TspSample USER =
      TspSample.create(
              Resource.USER,
              """
              {"username":"ana@acme.example","user_email":"ana@example.org","first_name":"Ana","last_name":"Ruiz",
               "is_driver":true,"employee_number":"E-7","country_code":"DEU","hos_ruleset_code":"US_INT_PROP_70_8",
               "hos_compliance_type":"exempt","allow_yard_move":true,"default_time_zone":"Europe/Berlin",
               "allow_personal_conveyance":false,"allow_adverse_driving":true,"carrier_number":"77","is_active":false,
               "status":"INACTIVE","license_number":"L-1","license_region":"NV","notes":"n",
               "phone_number":"+1 5555555555","user_designation":"Lead"}""")
          .calls(
              add(
                  "User",
                  "{\"name\":\"ana@acme.example\",\"password\":\"*****\",\"changePassword\":true,"
                      + "\"userAuthenticationType\":\"BasicAuthentication\","
                      + "\"companyGroups\":[{\"id\":\"GroupCompanyId\"}],"
                      + "\"securityGroups\":[{\"id\":\"GroupNothingSecurityId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"activeTo\":\""
                      + ACCEPTED
                      + "\",\"driverGroups\":[{\"id\":\"GroupCompanyId\"}],\"firstName\":\"Ana\","
                      + "\"lastName\":\"Ruiz\",\"isDriver\":true,\"designation\":\"Lead\",\"employeeNo\":\"E-7\","
                      + "\"phoneNumber\":\"+1 5555555555\",\"countryCode\":\"DE\",\"licenseNumber\":\"L-1\","
                      + "\"licenseProvince\":\"NV\",\"timeZoneId\":\"Europe/Berlin\",\"comment\":\"n\","
                      + "\"carrierNumber\":\"77\",\"hosRuleSet\":\"America8Day\",\"isYardMoveEnabled\":true,"
                      + "\"isPersonalConveyanceEnabled\":false,\"isAdverseDrivingEnabled\":true,"
                      + "\"isExemptHOSEnabled\":true}",
                  "b31"))
          .gives("b31")
          .notDelivered("user_email")
          .refusedBy(200, error("PasswordPolicyViolationException", "too common"), REFUSED);

  private static final TspSample USER_BY_EMAIL =
      TspSample.create(
              Resource.USER,
              "{\"user_email\":\"bo@example.org\",\"first_name\":\"Bo\",\"is_driver\":false}")
          .named("by e-mail")
          .calls(
              add(
                  "User",
                  "{\"name\":\"bo@example.org\",\"password\":\"*****\",\"changePassword\":true,"
                      + "\"userAuthenticationType\":\"BasicAuthentication\","
                      + "\"companyGroups\":[{\"id\":\"GroupCompanyId\"}],"
                      + "\"securityGroups\":[{\"id\":\"GroupNothingSecurityId\"}],\"activeFrom\":\""
                      + ACCEPTED
                      + "\",\"activeTo\":\""
                      + FOR_EVER
                      + "\",\"firstName\":\"Bo\",\"isDriver\":false}",
                  "b32"))
          .gives("b32");

  private static final TspSample USER_UPDATE =
      updated(
          TspSample.update(
              Resource.USER,
              "b5",
              """
              {"first_name":"Anna","is_driver":true,"status":"INACTIVE","user_designation":null,"username":"anna",
               "last_name":"Roy","employee_number":"E-8","phone_number":"+1 5555555556","country_code":"USA",
               "license_number":"L-2","license_region":"OR","default_time_zone":"America/Chicago","notes":"m",
               "carrier_number":"78","hos_ruleset_code":"CA_FED_C1_70_7","allow_yard_move":false,
               "allow_personal_conveyance":true,"allow_adverse_driving":false,
               "hos_compliance_type":"non_exempt","is_active":false}"""),
          "User",
          "b5",
          "{\"id\":\"b5\",\"name\":\"ana\",\"firstName\":\"Ana\",\"isDriver\":false,\"driverGroups\":[],"
              + "\"companyGroups\":[{\"id\":\"b9\"}],\"securityGroups\":[{\"id\":\"GroupEverythingSecurityId\"}]}",
          "{\"id\":\"b5\",\"name\":\"anna\",\"firstName\":\"Anna\",\"isDriver\":true,"
              + "\"driverGroups\":[{\"id\":\"GroupCompanyId\"}],"
              + "\"companyGroups\":[{\"id\":\"b9\"}],\"securityGroups\":[{\"id\":\"GroupEverythingSecurityId\"}],"
              + "\"lastName\":\"Roy\",\"designation\":\"\",\"employeeNo\":\"E-8\","
              + "\"phoneNumber\":\"+1 5555555556\",\"countryCode\":\"US\",\"licenseNumber\":\"L-2\","
              + "\"licenseProvince\":\"OR\",\"timeZoneId\":\"America/Chicago\",\"comment\":\"m\","
              + "\"carrierNumber\":\"78\",\"hosRuleSet\":\"CanadaSouthOf60CycleOne\","
              + "\"isYardMoveEnabled\":false,\"isPersonalConveyanceEnabled\":true,"
              + "\"isAdverseDrivingEnabled\":false,\"isExemptHOSEnabled\":false,\"activeTo\":\""
              + ACCEPTED
              + "\"}");

  private static final TspSample DVIR =
      TspSample.create(
              Resource.DVIR_LOG,
              """
              {"driver_id":"@b5","vehicle_id":"@b1","occurred_at":"2026-11-20T08:00:00Z","log_type":"pre_trip",
               "defects":["brakes"],"is_safety_critical":true,"driver_comment":"soft pedal","odometer":5,
               "odometer_unit":"miles"}""")
          .settings("{\"dvir\":{\"defect_list\":\"b200\",\"defects\":{\"brakes\":\"b278B\"}}}")
          .calls(
              add(
                  "DVIRLog",
                  "{\"dateTime\":\"2026-11-20T08:00:00.000Z\",\"driver\":{\"id\":\"b5\"},\"device\":{\"id\":\"b1\"},"
                      + "\"logType\":\"PreTrip\",\"defectList\":{\"id\":\"b200\"},"
                      + "\"dVIRDefects\":[{\"defect\":{\"id\":\"b278B\"},\"repairStatus\":\"NotRepaired\"}],"
                      + "\"driverRemark\":\"soft pedal\",\"isSafeToOperate\":false}",
                  "b91"))
          .gives("b91")
          .notDelivered("odometer", "odometer_unit");

  private static ExpectedCall found(String type, String search, String result) {
    return get(type, search, 1000, result);
  }

  private static ExpectedCall byKey(String result) {
    return found("FuelTransaction", "{\"externalReference\":\"{key}\"}", result);
  }

  private static ExpectedCall sent(String search, String result) {
    var rest =
        "\"fromDate\":\"2026-11-20T08:28:00.000Z\",\"isDirectionToVehicle\":true,\"contentTypes\":[\"Normal\"]}";
    return found("TextMessage", "{" + search + rest, result);
  }

  private static String row(String target, String id, String text) {
    return "[{\"%s\":{\"id\":\"%s\"},\"messageContent\":{\"message\":\"%s\"},\"sent\":\"2026-11-20T08:29:02.000Z\"}]"
        .formatted(target, id, text);
  }

  private static String since(String member, String value, String activeFrom) {
    return "[{\"id\":\"b1F\",\"%s\":\"%s\",\"activeFrom\":\"%s\"}]"
        .formatted(member, value, activeFrom);
  }

  private static ExpectedCall inspections(String result) {
    return found(
        "DVIRLog",
        "{\"deviceSearch\":{\"id\":\"b1\"},\"userSearch\":{\"id\":\"b5\"},"
            + "\"fromDate\":\"2026-11-20T07:59:59.000Z\",\"toDate\":\"2026-11-20T08:00:01.000Z\"}",
        result);
  }

  @Override
  protected TspAdapterFactory factory() {
    return new GeotabAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"database\":\"acme\",\"user_name\":\"api@acme.example\",\"password\":\"%s\",\"session\":\"%s\"}"
        .formatted(PASSWORD, SESSION);
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of("Content-Type", "application/json", "Accept", "application/json");
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        MESSAGE,
        TO_A_DEVICE,
        EXPIRING,
        TO_DRIVERS_DEVICE,
        GROUP,
        VEHICLE,
        UNTRACKED,
        VEHICLE_UPDATE,
        TRAILER,
        TRACKED_TRAILER,
        TRAILER_UPDATE,
        USER,
        USER_BY_EMAIL,
        USER_UPDATE,
        updated(
            TspSample.update(Resource.USER, "b901", "{\"user_designation\":\"Lead\"}")
                .named("with a designation"),
            "User",
            "b901",
            "{\"id\":\"b901\",\"name\":\"ana\",\"designation\":\"\"}",
            "{\"id\":\"b901\",\"name\":\"ana\",\"designation\":\"Lead\"}"),
        updated(
            TspSample.update(Resource.VEHICLE, "b902", "{\"license_plate_number\":\"B 2\"}")
                .named("with a plate"),
            "Device",
            "b902",
            "{\"id\":\"b902\",\"name\":\"Old\",\"licensePlate\":\"X\"}",
            "{\"id\":\"b902\",\"name\":\"Old\",\"licensePlate\":\"B 2\"}"),
        updated(
            TspSample.update(Resource.TRAILER, "b903", "{\"notes\":\"m\"}").named("with notes"),
            "Device",
            "b903",
            "{\"id\":\"b903\",\"name\":\"T\",\"comment\":\"c\"}",
            "{\"id\":\"b903\",\"name\":\"T\",\"comment\":\"m\"}"),
        DVIR,
        FUEL);
  }

  @Override
  protected ExpectedCall test() {
    return get("User", "{\"name\":\"api@acme.example\"}", 1, "[{\"id\":\"b9\"}]");
  }

  @Override
  protected List<SettlerSample> settlements() {
    var toAna = "\"recipientSearch\":{\"id\":\"b5\"},";
    var toOne = "\"deviceSearch\":{\"id\":\"b1\"},";
    var serial = "{\"serialNumber\":\"G90000000001\"}";
    var log =
        "[{\"id\":\"b91\",\"dateTime\":\"%s\",\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"}}]";
    return List.of(
        SettlerSample.of(MESSAGE, sent(toAna, row("recipient", "b5", "Dock 4")), "applied"),
        SettlerSample.of(MESSAGE, sent(toAna, "[]"), "not applied"),
        SettlerSample.of(EXPIRING, sent(toAna, row("recipient", "b5", "Dock 4")), "applied"),
        SettlerSample.of(EXPIRING, sent(toAna, "[]"), "not applied"),
        SettlerSample.of(TO_A_DEVICE, sent(toOne, row("device", "b1", "Dock 4")), "applied"),
        SettlerSample.of(TO_A_DEVICE, sent(toOne, "[]"), "not applied"),
        SettlerSample.of(TO_DRIVERS_DEVICE, sent("", row("device", "b1", "Dock 4")), "applied"),
        SettlerSample.of(TO_DRIVERS_DEVICE, sent("", "[]"), "not applied"),
        // Another driver's device now, which may have been this one's.
        SettlerSample.of(TO_DRIVERS_DEVICE, sent("", row("device", "b2", "Dock 4")), "cannot tell"),
        SettlerSample.of(
            TO_DRIVERS_DEVICE, sent("", row("device", "b2", "Bring papers")), "not applied"),
        SettlerSample.of(GROUP, sent("", row("recipient", "b6", "Dock 4")), "applied"),
        SettlerSample.of(GROUP, sent("", "[]"), "not applied"),
        SettlerSample.of(
            VEHICLE,
            found("Device", serial, since("serialNumber", "G90000000001", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(
            VEHICLE,
            found("Device", serial, since("serialNumber", "G90000000001", "2008-01-01T00:00:00Z")),
            "not applied"),
        SettlerSample.of(
            VEHICLE,
            found("Device", serial, since("serialNumber", "G90000000001", "2026-11-20T08:29:00Z")),
            "cannot tell"),
        SettlerSample.of(
            UNTRACKED,
            found("Device", "{\"name\":\"Truck 8\"}", since("name", "Truck 8", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(UNTRACKED, found("Device", "{\"name\":\"Truck 8\"}", "[]"), "not applied"),
        SettlerSample.of(
            TRAILER,
            found("Device", "{\"name\":\"T 1\"}", since("name", "T 1", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(
            TRAILER,
            found("Device", "{\"name\":\"T 1\"}", since("name", "T 11", ACCEPTED)),
            "not applied"),
        SettlerSample.of(
            USER,
            found(
                "User",
                "{\"name\":\"ana@acme.example\"}",
                since("name", "Ana@acme.example", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(
            USER, found("User", "{\"name\":\"ana@acme.example\"}", "[]"), "not applied"),
        SettlerSample.of(
            USER_BY_EMAIL,
            found(
                "User", "{\"name\":\"bo@example.org\"}", since("name", "bo@example.org", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(
            USER_BY_EMAIL, found("User", "{\"name\":\"bo@example.org\"}", "[]"), "not applied"),
        SettlerSample.of(
            TRACKED_TRAILER,
            found(
                "Device",
                "{\"serialNumber\":\"G90000000002\"}",
                since("serialNumber", "G90000000002", ACCEPTED)),
            "applied b1F"),
        SettlerSample.of(
            TRACKED_TRAILER,
            found("Device", "{\"serialNumber\":\"G90000000002\"}", "[]"),
            "not applied"),
        SettlerSample.of(
            DVIR, inspections(log.formatted("2026-11-20T08:00:00.000Z")), "applied b91"),
        SettlerSample.of(
            DVIR, inspections(log.formatted("2026-11-20T08:00:00.500Z")), "not applied"),
        SettlerSample.of(
            DVIR,
            inspections(log.formatted("2026-11-20T08:00:00.000Z").replace("b5", "b6")),
            "not applied"),
        SettlerSample.of(
            FUEL, byKey("[{\"id\":\"b2A\",\"externalReference\":\"{key}\"}]"), "applied b2A"),
        SettlerSample.of(FUEL, byKey("[]"), "not applied"));
  }

  @Override
  protected List<TspSample.Refusal> refusals() {
    return MESSAGE.refusals();
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return Stream.of(VEHICLE, TRAILER, USER, FUEL)
        .map(sample -> new RefusedDuplicate(sample, 200, error("DuplicateException", "exists")))
        .toList();
  }

  @Override
  protected Map<String, Object> examples() {
    return Map.of(
        "hos_ruleset_code", "US_INT_PROP_60_7",
        "country_code", "USA",
        "phone_number", "+1 5555555555");
  }

  @Override
  protected List<Deviation> deviations() {
    var unreadable =
        Deviation.of(
            Table.UNREADABLE_SUCCESS, UNKNOWN, "errors come with a status of 200", CONCEPTS);
    return List.of(
        Deviation.of(
                Table.UNREADABLE_SUCCESS,
                "recipient unknown",
                "errors come with a status of 200",
                CONCEPTS)
            .ofSample(GROUP.name()),
        unreadable);
  }
}
