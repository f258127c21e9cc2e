package dev.gladhand.sandbox.fleetio;

import dev.gladhand.sandbox.provider.Check;
import dev.gladhand.sandbox.provider.Shape;

/** The fields that the simulated Fleetio knows in each kind of body. */
final class FleetioFields {
  private static final Check TEXT = Check.nullOr(Check.text(0, 255));
  private static final Check ID = Check.integer(1, Integer.MAX_VALUE);
  private static final Check METER_UNIT = Check.oneOf("km", "hr", "mi");

  static final Shape VEHICLE =
      Shape.empty()
          .required("name", Check.text(1, 255))
          .required("meter_unit", METER_UNIT)
          .optional("vehicle_type_id", ID)
          .optional("vehicle_status_id", ID)
          .optional("fuel_volume_units", Check.oneOf("us_gallons", "uk_gallons", "liters"))
          .optional("vin", Check.nullOr(Check.text(0, 17)))
          .optional("make", TEXT)
          .optional("model", TEXT)
          .optional("year", Check.nullOr(Check.integer(1, 9999)))
          .optional("license_plate", TEXT)
          .optional("registration_state", TEXT);

  static final Shape CONTACT =
      Shape.empty()
          .required("first_name", Check.text(1, 255))
          .optional("last_name", TEXT)
          .optional("email", TEXT)
          .optional("mobile_phone_number", TEXT)
          .optional("employee_number", TEXT)
          .optional("job_title", TEXT)
          .optional("license_number", TEXT)
          .optional("license_state", TEXT)
          .optional("vehicle_operator", Check.bool());

  static final Shape FUEL_ENTRY =
      Shape.empty()
          .required("vehicle_id", ID)
          .required("date", Check.time())
          .required("us_gallons", Check.number(true))
          .optional("uk_gallons", Check.number(true))
          .optional("liters", Check.number(true))
          .optional("price_per_volume_unit", Check.nullOr(Check.number(true)))
          .required(
              "meter_entry_attributes",
              Check.object(
                  Shape.empty()
                      .optional("value", Check.nullOr(Check.number(true)))
                      .optional("void", Check.bool())))
          .optional("reference", TEXT);

  private FleetioFields() {}
}
