package dev.gladhand.e2e.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write in full, and what Samsara documents for it; names in braces are filled by the fleet.
 *
 * @param sent method, target (a regular expression) and body of each request, in order
 * @param source a regular expression for the source id, or null where the TSP gives none
 * @param lost the fields that have no place at Samsara
 */
public record Sample(
    String name,
    String method,
    String path,
    String body,
    List<Sent> sent,
    @Nullable String source,
    List<String> lost) {

  public record Sent(String method, String target, String body) {}

  private static final String ID = "[0-9]{10,18}";

  public static final Sample MESSAGE =
      new Sample(
          "message",
          "POST",
          "/v2/telematics/messages",
          """
          {"connection_id":"{connection}","sender_id":"{ben}","recipient_id":"{ana}",
           "message_text":"Grüße 🚚 {n}","priority":"high"}""",
          List.of(
              new Sent(
                  "POST",
                  "/v1/fleet/messages",
                  "{\"driverIds\":[{ANA}],\"text\":\"Grüße 🚚 {n}\"}")),
          null,
          List.of("priority", "sender_id"));

  public static final Sample EARLIER_MESSAGE =
      new Sample(
          "message (earlier body)",
          "POST",
          "/v2/telematics/messages",
          """
          {"connection_id":"{connection}","fleet_ref":"F-1","source_sender_id":"7",
           "source_recipient_ids":["{ANA}","{BEN}"],"sender_group":"dispatcher",
           "recipient_group":"driver","mode":"bulk","message_text":"all {n}","priority":"low",
           "source_thread_id":"t-1","source_reply_to_message_id":"m-1"}""",
          List.of(
              new Sent(
                  "POST",
                  "/v1/fleet/messages",
                  "{\"driverIds\":[{ANA},{BEN}],\"text\":\"all {n}\"}")),
          null,
          List.of(
              "priority",
              "recipient_group",
              "sender_group",
              "source_reply_to_message_id",
              "source_sender_id",
              "source_thread_id"));

  public static final Sample GROUP_MESSAGE =
      new Sample(
          "group_message",
          "POST",
          "/v2/telematics/group-messages",
          """
          {"connection_id":"{connection}","sender_id":"{ben}","recipient_ids":["{ana}","{ben}"],
           "message_text":"group {n}","priority":"medium"}""",
          List.of(
              new Sent(
                  "POST",
                  "/v1/fleet/messages",
                  "{\"driverIds\":[{ANA},{BEN}],\"text\":\"group {n}\"}")),
          null,
          List.of("priority", "sender_id"));

  public static final Sample VEHICLE =
      new Sample(
          "vehicle create",
          "POST",
          "/v2/telematics/vehicles",
          """
          {"connection_id":"{connection}","vehicle_name":"Truck {n}","oem":"Freightliner",
           "model_type":"Cascadia","model_year":2021,"vin":"1FUJA6CV0LL{n}",
           "license_plate_number":"P{n}","notes":"new","external_id":"ext-{n}",
           "eld_serial_number":"G1","status":"IN_SERVICE","engine_type":"DIESEL"}""",
          List.of(
              new Sent(
                  "POST",
                  "/assets",
                  """
                  {"type":"vehicle","name":"Truck {n}","vin":"1FUJA6CV0LL{n}","make":"Freightliner",
                   "model":"Cascadia","year":2021,"licensePlate":"P{n}","notes":"new",
                   "externalIds":{"gladhand":"ext-{n}"}}""")),
          ID,
          List.of("eld_serial_number", "engine_type", "status"));

  public static final Sample VEHICLE_UPDATE =
      new Sample(
          "vehicle update",
          "PATCH",
          "/v2/telematics/vehicles/{truck}",
          """
          {"connection_id":"{connection}","vehicle_name":"Truck One","license_plate_number":"U{n}",
           "notes":null,"oem":"Volvo"}""",
          List.of(
              new Sent(
                  "PATCH",
                  "/fleet/vehicles/{TRUCK}",
                  "{\"name\":\"Truck One\",\"licensePlate\":\"U{n}\",\"notes\":\"\"}")),
          "{TRUCK}",
          List.of("oem"));

  public static final Sample TRAILER =
      new Sample(
          "trailer create",
          "POST",
          "/v2/telematics/trailers",
          """
          {"connection_id":"{connection}","trailer_name":"Reefer {n}","oem":"Krone",
           "model_type":"Cool Liner","model_year":2019,"vin":"1UYVS2538{n}",
           "license_plate_number":"T{n}","notes":"cold","trailer_length":13.6}""",
          List.of(
              new Sent(
                  "POST",
                  "/assets",
                  """
                  {"type":"trailer","name":"Reefer {n}","vin":"1UYVS2538{n}","make":"Krone",
                   "model":"Cool Liner","year":2019,"licensePlate":"T{n}","notes":"cold",
                   "externalIds":{"gladhand":"*key*"}}""")),
          ID,
          List.of("trailer_length"));

  public static final Sample TRAILER_UPDATE =
      new Sample(
          "trailer update",
          "PATCH",
          "/v2/telematics/trailers/{trailer}",
          """
          {"connection_id":"{connection}","trailer_name":"Trailer One","external_id":null,
           "notes":"checked {n}","total_axles":3}""",
          List.of(
              new Sent(
                  "PATCH",
                  "/assets\\?id={TRAILER}",
                  "{\"name\":\"Trailer One\",\"notes\":\"checked {n}\","
                      + "\"externalIds\":{\"gladhand\":\"\"}}")),
          "{TRAILER}",
          List.of("total_axles"));

  public static final Sample DRIVER =
      new Sample(
          "user create (driver)",
          "POST",
          "/v2/telematics/users",
          """
          {"connection_id":"{connection}","first_name":"Zoë","last_name":"Quist","username":"drv{n}",
           "phone_number":"+15550{n}","notes":"night","license_number":"L{n}","license_region":"CA",
           "default_time_zone":"America/Chicago","allow_yard_move":true,
           "allow_personal_conveyance":false,"allow_adverse_driving":true,
           "hos_compliance_type":"exempt","carrier_number":"123456","employee_number":"E1"}""",
          List.of(
              new Sent(
                  "POST",
                  "/fleet/drivers",
                  """
                  {"name":"Zoë Quist","username":"drv{n}","password":"*any*","phone":"+15550{n}",
                   "notes":"night","licenseNumber":"L{n}","licenseState":"CA",
                   "timezone":"America/Chicago","eldYmEnabled":true,"eldPcEnabled":false,
                   "eldAdverseWeatherExemptionEnabled":true,"eldExempt":true,
                   "carrierSettings":{"dotNumber":123456},"externalIds":{"gladhand":"*key*"}}""")),
          ID,
          List.of("employee_number"));

  public static final Sample INACTIVE_DRIVER =
      new Sample(
          "user create (inactive driver)",
          "POST",
          "/v2/telematics/users",
          """
          {"connection_id":"{connection}","first_name":"Ina","username":"ina{n}","is_active":false}""",
          List.of(
              new Sent(
                  "POST",
                  "/fleet/drivers",
                  """
                  {"name":"Ina","username":"ina{n}","password":"*any*",
                   "externalIds":{"gladhand":"*key*"}}"""),
              new Sent(
                  "PATCH", "/fleet/drivers/" + ID, "{\"driverActivationStatus\":\"deactivated\"}")),
          ID,
          List.of());

  public static final Sample CLERK =
      new Sample(
          "user create (no driver)",
          "POST",
          "/v2/telematics/users",
          """
          {"connection_id":"{connection}","is_driver":false,"first_name":"Cleo","last_name":"Kerk",
           "user_email":"cleo{n}@example.com"}""",
          List.of(
              new Sent(
                  "POST",
                  "/users",
                  """
                  {"name":"Cleo Kerk","email":"cleo{n}@example.com","authType":"default",
                   "roles":[{"roleId":"role-1"}]}""")),
          ID,
          List.of());

  public static final Sample DRIVER_UPDATE =
      new Sample(
          "user update (driver)",
          "PATCH",
          "/v2/telematics/users/{ben}",
          """
          {"connection_id":"{connection}","phone_number":null,"notes":"n{n}","status":"ACTIVE",
           "user_email":"ben@example.com"}""",
          List.of(
              new Sent(
                  "PATCH",
                  "/fleet/drivers/{BEN}",
                  "{\"phone\":\"\",\"notes\":\"n{n}\",\"driverActivationStatus\":\"active\"}")),
          "{BEN}",
          List.of("user_email"));

  public static final Sample CLERK_UPDATE =
      new Sample(
          "user update (no driver)",
          "PATCH",
          "/v2/telematics/users/{clerk}",
          """
          {"connection_id":"{connection}","is_driver":false,"first_name":"Dora","last_name":"D{n}"}""",
          List.of(new Sent("PATCH", "/users/{CLERK}", "{\"name\":\"Dora D{n}\"}")),
          "{CLERK}",
          List.of());

  public static final Sample DVIR =
      new Sample(
          "dvir_log",
          "POST",
          "/v2/telematics/dvir-logs",
          """
          {"connection_id":"{connection}","driver_id":"{ana}","vehicle_id":"{truck}",
           "log_type":"mechanic","is_safety_critical":true,"driver_comment":"squeaks {n}",
           "certify_comment":"greased","odometer":10.5,"odometer_unit":"miles",
           "occurred_at":"2026-11-01T08:00:00Z","inspected_by":"Mo"}""",
          List.of(
              new Sent(
                  "POST",
                  "/fleet/dvirs",
                  """
                  {"authorId":"{CLERK}","safetyStatus":"unsafe","type":"mechanic",
                   "vehicleId":"{TRUCK}","mechanicNotes":"squeaks {n}\\ngreased",
                   "odometerMeters":16898}""")),
          ".+",
          List.of("inspected_by", "occurred_at"));

  public static final Sample FUEL =
      new Sample(
          "fuel_transaction",
          "POST",
          "/v2/telematics/fuel-transactions",
          """
          {"connection_id":"{connection}","driver_id":"{ana}","vehicle_id":"{truck}",
           "location_string":"Dallas, TX","transaction_time":"2026-11-01T10:00:00+02:00",
           "fuel_type":"LPG","fuel_volume":100,"fuel_volume_unit":"US_GALLON",
           "fuel_vendor":"Shop {n}","total_cost":"12.50","currency":"USD",
           "transaction_jurisdiction":"TX"}""",
          List.of(
              new Sent(
                  "POST",
                  "/fuel-purchase",
                  """
                  {"transactionReference":"*key*","transactionTime":"2026-11-01T08:00:00.000000Z",
                   "transactionLocation":"Dallas, TX","fuelQuantityLiters":"378.5411784",
                   "transactionPrice":{"amount":"12.50","currency":"usd"},"vehicleId":"{TRUCK}",
                   "driverId":"{ANA}","merchantName":"Shop {n}","iftaFuelType":"Propane"}""")),
          "[0-9a-f-]{36}",
          List.of("transaction_jurisdiction"));

  public static final List<Sample> ALL =
      List.of(
          MESSAGE,
          EARLIER_MESSAGE,
          GROUP_MESSAGE,
          VEHICLE,
          VEHICLE_UPDATE,
          TRAILER,
          TRAILER_UPDATE,
          DRIVER,
          INACTIVE_DRIVER,
          CLERK,
          DRIVER_UPDATE,
          CLERK_UPDATE,
          DVIR,
          FUEL);

  public boolean isUpdate() {
    return method.equals("PATCH");
  }

  @Override
  public String toString() {
    return name;
  }
}
