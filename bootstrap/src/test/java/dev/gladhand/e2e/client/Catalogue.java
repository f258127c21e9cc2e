package dev.gladhand.e2e.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values of every field of every write; those after an exclamation mark are refused by Samsara. */
public final class Catalogue {
  private static final String WORDS =
      "GASOLINE DIESEL ETHANOL METHANOL PROPANE LPG CNG LNG HYDROGEN ELECTRICITY HYBRID";

  /** The 60 values of the contract's section 8. */
  public static final List<String> DEFECTS =
      List.of(
          """
          fluid_levels battery belts_hoses radiator frame_assembly front_axle starter transmission
          oil_pressure defroster_heater lights_front windshield_clean windshield_wiper_fluid
          windshield_wipers brakes brake_check clutch mirrors horn safety_equipment trip_recorder
          air_conditioner doors stop_arm_control steering_wheel emergency_door_buzzer entrance_steps
          interior_floor windows exhaust fifth_wheel landing_gear suspension alignment rims tires
          tire_chains stop_arm muffler roof wheels wheels_rims suspension_under scratches
          air_compressor air_lines brake_connections coupling_devices reflectors lights_rear rear_end
          tire_chains_rear brake_accessories drive_line engine fuel_tanks lights_general other unset
          first_aid_kit"""
              .split("\\s+"));

  private static final String VEHICLE =
      """
      vehicle_name | "Name {n}"
      oem | "Volvo"
      model_type | "VNL"
      model_year | 2020
      vin | "1FUJA6CV1LL{n}"
      engine_vin | "E1"
      license_plate_region | "TX"
      license_plate_country | "USA" | "CAN" | "MEX"
      license_plate_number | "L{n}"
      is_active | true | false
      status | "IN_SERVICE" | "OUT_OF_SERVICE" | "IN_REPAIR" | "IN_TRANSIT" | "IN_USE" | "IN_STORAGE" | "STANDING" | "SPARE"
      notes | "n {n}"
      eld_id | "1"
      eld_serial_number | "2"
      eld_device_type | "3"
      eld_product_id | "4"
      total_axles | 3
      external_id | "x-{n}"
      speed_unit | "mph"
      odometer_unit | "miles"
      fuel_unit | "gal"
      fuel_capacity | "300"
      engine_type | @FUELS
      """;

  private static final String TRAILER =
      """
      trailer_name | "Name {n}"
      oem | "Krone"
      model_type | "Cool"
      model_year | 2018
      vin | "1UYVS2539{n}"
      license_plate_region | "TX"
      license_plate_country | "US" | "USA"
      license_plate_number | "M{n}"
      is_active | true | false
      status | "anything"
      notes | "n {n}"
      eld_id | "1"
      eld_serial_number | "2"
      eld_device_type | "3"
      eld_product_id | "4"
      total_axles | 2
      external_id | "y-{n}"
      trailer_length | 13.6
      trailer_type | "reefer"
      """;

  private static final String USER =
      """
      username | "other{n}"
      is_active | false | true
      status | "INACTIVE" | "ACTIVE"
      is_driver | true
      user_designation | "driver"
      user_email | "u{n}@example.com"
      phone_number | "+1555{n}"
      country_code | "USA"
      license_country | "USA"
      license_region | "CA" | "ON" | "PR" | !"XX" | !"Texas"
      license_number | "N{n}"
      license_expiration | "2030-01-31"
      employee_number | "E{n}"
      carrier_number | "123" | !"abc"
      notes | "n {n}"
      hos_ruleset_code | "US_INT_PROP_60_7" | "US_INT_PROP_70_8" | "CA_FED_C1_70_7"
      allow_yard_move | true | false
      allow_personal_conveyance | true | false
      allow_adverse_driving | true | false
      default_time_zone | "America/New_York" | "Europe/Berlin"
      hos_compliance_type | "exempt" | "non_exempt"
      hos_tracking_method | "manual" | "automatic"
      """;

  private static final String MESSAGE =
      """
      sender_id | "{ben}"
      priority | "low" | "medium" | "high"
      fleet_ref | "F-1"
      source_sender_id | "7"
      source_recipient_ids | ["{BEN}"] | []
      sender_group | "admin" | "driver" | "dispatcher"
      recipient_group | "admin" | "driver" | "dispatcher"
      mode | "group" | "bulk" | "direct"
      source_thread_id | "t"
      source_reply_to_message_id | "r"
      """;

  private static final String DVIR =
      """
      trailer_id | "{trailer}"
      occurred_at | "2026-11-01T08:00:00Z"
      log_type | "mechanic" | !"pre_trip" | !"post_trip" | !"unknown"
      inspected_by | "Mo"
      defect_count | 0 | 2
      defects | [] | @DEFECTS
      is_safety_critical | true | false
      driver_comment | "c {n}"
      certify_comment | "d {n}"
      odometer_unit | "miles" | "meters" | "kilo_meters"
      """;

  private static final String FUEL =
      """
      co_driver_id | "{ben}"
      latitude | 32.5
      longitude | -96.5
      odometer | 12345.6
      odometer_unit | "miles" | "meters" | "kilo_meters"
      transaction_jurisdiction | "TX"
      fuel_type | @FUELS
      fuel_volume | 0.001 | 12.5
      fuel_volume_unit | "CUBIC_METER" | "LITER" | "US_GALLON" | "IMPERIAL_GALLON"
      fuel_vendor | "Shop"
      total_cost | 12.5 | "99.999"
      currency | "USD" | "GBP" | "CAD" | "EUR" | "CHF" | "MXN" | !"NOK" | !"JPY"
      """;

  private static final String C = "{\"connection_id\":\"{connection}\",";

  public static final List<Entry> ALL =
      List.of(
          entry("vehicle create", Sample.VEHICLE, C + "\"vehicle_name\":\"Base {n}\"}", VEHICLE),
          entry("vehicle update", Sample.VEHICLE_UPDATE, C + "\"notes\":\"base\"}", VEHICLE),
          entry("trailer create", Sample.TRAILER, C + "\"trailer_name\":\"Base {n}\"}", TRAILER),
          entry("trailer update", Sample.TRAILER_UPDATE, C + "\"notes\":\"base\"}", TRAILER),
          entry(
              "user create",
              Sample.DRIVER,
              C + "\"first_name\":\"Base\",\"username\":\"base{n}\"}",
              USER),
          entry("user update", Sample.DRIVER_UPDATE, C + "\"notes\":\"base\"}", USER),
          entry(
              "message",
              Sample.MESSAGE,
              C + "\"recipient_id\":\"{ana}\",\"message_text\":\"base {n}\"}",
              MESSAGE),
          entry(
              "group_message",
              Sample.GROUP_MESSAGE,
              C
                  + "\"sender_id\":\"{ana}\",\"recipient_ids\":[\"{ben}\"],\"message_text\":\"base {n}\"}",
              "priority | \"low\" | \"medium\" | \"high\""),
          entry(
              "dvir_log",
              Sample.DVIR,
              C
                  + "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"log_type\":\"mechanic\","
                  + "\"is_safety_critical\":true}",
              DVIR),
          entry(
              "fuel_transaction",
              Sample.FUEL,
              C
                  + "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"location_string\":\"Here\","
                  + "\"transaction_time\":\"2026-11-01T10:00:00Z\",\"fuel_volume\":5,"
                  + "\"fuel_volume_unit\":\"LITER\",\"total_cost\":\"7\",\"currency\":\"EUR\"}",
              FUEL.replaceAll("(?m)^(latitude|longitude) .*\\R", "")));

  private Catalogue() {}

  /** A write with the least it needs, and the fields to add to it one at a time. */
  public record Entry(String name, String method, String path, String base, List<Field> fields) {
    @Override
    public String toString() {
      return name;
    }
  }

  public record Field(String name, List<Value> values) {}

  public record Value(String json, boolean refused) {}

  private static Entry entry(String name, Sample sample, String base, String fields) {
    return new Entry(
        name, sample.method(), sample.path(), base, fields.lines().map(Catalogue::field).toList());
  }

  private static Field field(String line) {
    var parts = line.split(" \\| ");
    var values = new ArrayList<Value>();
    for (var text : Arrays.copyOfRange(parts, 1, parts.length)) {
      switch (text) {
        case "@FUELS" -> Arrays.stream(WORDS.split(" ")).forEach(w -> values.add(taken(w)));
        case "@DEFECTS" ->
            DEFECTS.forEach(word -> values.add(new Value("[\"" + word + "\"]", true)));
        default ->
            values.add(
                text.startsWith("!") ? new Value(text.substring(1), true) : new Value(text, false));
      }
    }
    return new Field(parts[0].strip(), values);
  }

  private static Value taken(String word) {
    return new Value('"' + word + '"', false);
  }
}
