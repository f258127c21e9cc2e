package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.provider.Check;
import dev.gladhand.sandbox.provider.Shape;

/** The fields that the simulated Motive knows in each kind of body. */
final class MotiveFields {
  private static final Check TEXT = Check.nullOr(Check.text(0, 1024));
  private static final Check NUMBER = Check.integer(1, Integer.MAX_VALUE);
  private static final Check EXTERNAL_IDS =
      Check.array(
          0,
          Check.object(
              Shape.empty()
                  .required("external_id", Check.text(1, 255))
                  .required("integration_name", Check.text(1, 255))
                  .optional("id", NUMBER)));
  private static final Check FUEL =
      Check.oneOf(
          "diesel",
          "gasoline",
          "propane",
          "lng",
          "cng",
          "ethanol",
          "methanol",
          "e85",
          "m85",
          "a55",
          "biodiesel",
          "electricity",
          "hydrogen",
          "other");

  static final Shape MESSAGE =
      Shape.empty().required("recipient_id", NUMBER).required("body", Check.text(1, 10_000));

  static final Shape MESSAGE_TO_ALL =
      Shape.empty()
          .required("sender_id", NUMBER)
          .required("receiver_ids", Check.array(1, NUMBER))
          .required("body", Check.text(1, 10_000));

  static final Shape VEHICLE =
      Shape.empty()
          .required("number", Check.text(1, 255))
          .optional("status", Check.nullOr(Check.oneOf("active", "deactivated")))
          .optional("vin", TEXT)
          .optional("make", TEXT)
          .optional("model", TEXT)
          .optional("year", Check.nullOr(Check.matching("\\d{4}", "must be a year as a string")))
          .optional("license_plate_state", TEXT)
          .optional("license_plate_number", TEXT)
          .optional("fuel_type", Check.nullOr(FUEL))
          .optional("ifta", Check.bool())
          .optional("metric_units", Check.bool())
          .optional("notes", TEXT)
          .optional("external_ids_attributes", EXTERNAL_IDS);

  static final Shape ASSET =
      Shape.empty()
          .required("name", Check.text(1, 255))
          .required("type", Check.text(1, 64))
          .required("make", Check.text(1, 255))
          .required("model", Check.text(1, 255))
          .required("year", Check.matching("\\d{4}", "must be a year as a string"))
          .optional("status", Check.nullOr(Check.oneOf("active", "deactivated")))
          .optional("vin", TEXT)
          .optional("license_plate_state", TEXT)
          .optional("license_plate_number", TEXT)
          .optional("axle", Check.nullOr(NUMBER))
          .optional("length", Check.nullOr(Check.number(true)))
          .optional("notes", TEXT)
          .optional("external_ids_attributes", EXTERNAL_IDS);

  static final Shape USER =
      Shape.empty()
          .required("role", Check.oneOf("driver", "fleet_user", "admin"))
          .required("first_name", Check.text(1, 255))
          .required("last_name", Check.text(1, 255))
          .optional("email", Check.nullOr(Check.matching("[^@\\s]+@[^@\\s]+", "is not an email")))
          .optional("phone", TEXT)
          .optional("phone_country_code", TEXT)
          .optional("time_zone", TEXT)
          .optional("username", TEXT)
          .optional("status", Check.nullOr(Check.oneOf("active", "deactivated")))
          .optional("driver_company_id", TEXT)
          .optional("drivers_license_number", TEXT)
          .optional("drivers_license_state", TEXT)
          .optional("cycle", TEXT)
          .optional("eld_mode", Check.nullOr(Check.oneOf("logs", "none", "exempt")))
          .optional("yard_moves_enabled", Check.nullOr(Check.bool()))
          .optional("personal_conveyance_enabled", Check.nullOr(Check.bool()))
          .optional("carrier_name", TEXT)
          .optional("external_ids_attributes", EXTERNAL_IDS);

  static final Shape FUEL_PURCHASE =
      Shape.empty()
          .required("vehicle_id", NUMBER)
          .required("driver_id", NUMBER)
          .required("purchased_at", Check.text(10, 64))
          .required("jurisdiction", Check.text(2, 8))
          .required("fuel_type", FUEL)
          .required("fuel", Check.number(false))
          .required("fuel_unit", Check.text(1, 16))
          .optional("total_cost", Check.nullOr(Check.number(true)))
          .optional("currency", Check.nullOr(Check.matching("[A-Z]{3}", "is not a currency")))
          .optional("ref_no", TEXT)
          .optional("vendor", TEXT)
          .optional("odometer", Check.nullOr(Check.number(true)))
          .optional("odometer_unit", Check.nullOr(Check.oneOf("mi", "km")));

  private MotiveFields() {}
}
