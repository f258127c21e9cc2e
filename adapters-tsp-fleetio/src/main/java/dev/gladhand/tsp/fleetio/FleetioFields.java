package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
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
import org.jspecify.annotations.Nullable;

/** The fields of vehicles, trailers and contacts. At Fleetio, trailers are vehicles. */
final class FleetioFields {
  private static final int LONGEST = 255;
  private static final int LONGEST_VIN = 17;

  static final FieldMap VEHICLE =
      FieldMap.builder()
          .add(required(Vehicle.VEHICLE_NAME, "name"))
          .add(Part.besides((write, body) -> besides(write, body, false)))
          .add(new Status())
          .add(Place.text(Vehicle.VIN, 1, LONGEST_VIN, "vin"))
          .add(text(Vehicle.OEM, "make"))
          .add(text(Vehicle.MODEL_TYPE, "model"))
          .add(Place.of(Vehicle.MODEL_YEAR, "year"))
          .add(text(Vehicle.LICENSE_PLATE_NUMBER, "license_plate"))
          .add(text(Vehicle.LICENSE_PLATE_REGION, "registration_state"))
          .build();

  static final FieldMap TRAILER =
      FieldMap.builder()
          .add(required(Trailer.TRAILER_NAME, "name"))
          .add(Part.besides((write, body) -> besides(write, body, true)))
          .add(Place.text(Trailer.VIN, 1, LONGEST_VIN, "vin"))
          .add(text(Trailer.OEM, "make"))
          .add(text(Trailer.MODEL_TYPE, "model"))
          .add(Place.of(Trailer.MODEL_YEAR, "year"))
          .add(text(Trailer.LICENSE_PLATE_NUMBER, "license_plate"))
          .add(text(Trailer.LICENSE_PLATE_REGION, "registration_state"))
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

  private static Place<String> required(Field<String> field, String key) {
    return Place.text(field, 1, LONGEST, key).required().cleared(Clearing.REFUSED);
  }

  private static Place<String> text(Field<String> field, String key) {
    return Place.text(field, 0, LONGEST, key);
  }

  /** Adds what the account requires of every new vehicle. */
  private static void besides(Write<?> write, Body body, boolean isTrailer) {
    if (write.type() != OperationType.CREATE) {
      return;
    }
    var settings = write.settings();
    put(body, FleetioSettings.typeId(settings, isTrailer), "vehicle_type_id");
    put(body, settings.get(FleetioSettings.VEHICLE_STATUS_ID), "vehicle_status_id");
    body.put(settings.getOr(FleetioSettings.METER_UNIT, "mi"), "meter_unit");
    put(body, settings.get(FleetioSettings.FUEL_VOLUME_UNITS), "fuel_volume_units");
  }

  private static void put(Body body, @Nullable Object value, String key) {
    if (value != null) {
      body.put(value, key);
    }
  }

  /**
   * {@code vehicle_status_id}: the id of the account's own status, as the connection's settings map
   * it.
   */
  private record Status() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(Vehicle.STATUS);
    }

    @Override
    public List<Rule> rules(OperationType type, Settings settings) {
      var words = FleetioSettings.statuses(settings);
      if (words.isEmpty()) {
        return List.of();
      }
      var known = new ValueRule.OneOf(Vehicle.STATUS, words);
      return type == OperationType.UPDATE
          ? List.of(known, new PresenceRule.NotNull(Vehicle.STATUS))
          : List.of(known);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var status = write.payload().fields().get(Vehicle.STATUS);
      if (status == null) {
        return;
      }
      var id = FleetioSettings.statusId(write.settings(), status);
      if (id == null) {
        body.notDelivered(Vehicle.STATUS);
      } else {
        body.put(id, "vehicle_status_id");
      }
    }
  }
}
