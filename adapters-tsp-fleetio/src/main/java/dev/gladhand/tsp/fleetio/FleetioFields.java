package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import java.util.List;

/** The fields of vehicles, trailers and contacts. At Fleetio, trailers are vehicles. */
final class FleetioFields {
  private static final int LONGEST = 255;

  static final FieldMap VEHICLE =
      asset(
              FieldMap.builder()
                  .add(required(Vehicle.VEHICLE_NAME, "name"))
                  .add(ofNew(FleetioSettings.VEHICLE_TYPE_ID))
                  .add(
                      Part.ruled(
                          List.of(Vehicle.STATUS), FleetioFields::statuses, FleetioFields::status)))
          .build();

  static final FieldMap TRAILER =
      asset(
              FieldMap.builder()
                  .add(required(Trailer.TRAILER_NAME, "name"))
                  .add(ofNew(FleetioSettings.TRAILER_TYPE_ID)))
          .build();

  static final FieldMap CONTACT =
      FieldMap.builder()
          .add(required(User.FIRST_NAME, "first_name"))
          .add(text(User.LAST_NAME, "last_name"))
          .add(text(User.USER_EMAIL, "email"))
          .add(text(User.PHONE_NUMBER, "mobile_phone_number"))
          .add(text(User.EMPLOYEE_NUMBER, "employee_number"))
          .add(text(User.USER_DESIGNATION, "job_title"))
          .add(Place.of(User.IS_DRIVER, "vehicle_operator").cleared(Clearing.REFUSED))
          .add(text(User.LICENSE_NUMBER, "license_number"))
          .add(text(User.LICENSE_REGION, "license_state"))
          .build();

  private FleetioFields() {}

  /**
   * Adds the fields that vehicles and trailers share; both resources have them under the same names
   * in the gateway's API.
   */
  private static FieldMap.Builder asset(FieldMap.Builder map) {
    return map.add(Place.text(Vehicle.VIN, 1, 17, "vin"))
        .add(text(Vehicle.OEM, "make"))
        .add(text(Vehicle.MODEL_TYPE, "model"))
        .add(Place.of(Vehicle.MODEL_YEAR, "year"))
        .add(text(Vehicle.LICENSE_PLATE_NUMBER, "license_plate"))
        .add(text(Vehicle.LICENSE_PLATE_REGION, "registration_state"));
  }

  private static Place<String> required(Field<String> field, String key) {
    return Place.text(field, 1, LONGEST, key).required().cleared(Clearing.REFUSED);
  }

  private static Place<String> text(Field<String> field, String key) {
    return Place.text(field, 0, LONGEST, key);
  }

  /**
   * The members of a new vehicle or trailer whose values come from the connection's settings.
   *
   * @param type the setting with the id of the record's type
   */
  private static Part ofNew(Field<Integer> type) {
    return Part.besides(
        (write, body) -> {
          if (write.type() == OperationType.CREATE) {
            var settings = write.settings();
            body.putKnown(settings.get(type), "vehicle_type_id")
                .putKnown(settings.get(FleetioSettings.VEHICLE_STATUS_ID), "vehicle_status_id")
                .put(settings.getOr(FleetioSettings.METER_UNIT, "mi"), "meter_unit")
                .putKnown(settings.get(FleetioSettings.FUEL_VOLUME_UNITS), "fuel_volume_units");
          }
        });
  }

  /**
   * The rules for the status. {@code vehicle_status_id} is an id of the fleet's own account, so
   * only statuses for which the settings have an id can be written; if they have none, the status
   * is not delivered.
   */
  private static List<Rule> statuses(OperationType type, Settings settings) {
    var words = Wire.words(FleetioSettings.statuses(settings).keySet());
    if (words.isEmpty()) {
      return List.of();
    }
    var known = new ValueRule.OneOf(Vehicle.STATUS, words);
    return type == OperationType.UPDATE
        ? List.of(known, new PresenceRule.NotNull(Vehicle.STATUS))
        : List.of(known);
  }

  private static void status(Write<?> write, Body body) {
    var status = write.payload().fields().get(Vehicle.STATUS);
    if (status != null) {
      var id = FleetioSettings.statuses(write.settings()).get(status);
      if (id == null) {
        body.notDelivered(Vehicle.STATUS);
      } else {
        body.put(id, "vehicle_status_id");
      }
    }
  }
}
