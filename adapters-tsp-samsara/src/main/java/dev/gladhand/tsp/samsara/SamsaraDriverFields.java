package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Activity;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;

/**
 * The fields of a driver's body. In an update, an empty text clears a text field; Samsara does not
 * document what {@code null} does.
 */
final class SamsaraDriverFields {
  static final FieldMap MAP =
      FieldMap.builder()
          .silent(User.IS_DRIVER)
          .add(SamsaraParts.NAME)
          .add(
              Place.text(User.USERNAME, 1, 189, "username")
                  .matching("^[^ @]*$", "without spaces and @")
                  .required()
                  .cleared(Clearing.REFUSED))
          .add(Part.besides(SamsaraDriverFields::passwordPlace))
          .add(Place.text(User.PHONE_NUMBER, 0, 255, "phone").cleared(Clearing.EMPTY))
          .add(Place.text(User.NOTES, 0, 4096, "notes").cleared(Clearing.EMPTY))
          .add(Place.text(User.LICENSE_NUMBER, 0, 255, "licenseNumber").cleared(Clearing.EMPTY))
          .add(
              Place.of(User.LICENSE_REGION, "licenseState")
                  .rule(new ValueRule.OneOf(User.LICENSE_REGION, SamsaraWords.LICENSE_STATES))
                  .cleared(Clearing.EMPTY))
          .add(Place.of(User.DEFAULT_TIME_ZONE, "timezone").cleared(Clearing.REFUSED))
          .add(Place.of(User.ALLOW_YARD_MOVE, "eldYmEnabled").cleared(Clearing.REFUSED))
          .add(Place.of(User.ALLOW_PERSONAL_CONVEYANCE, "eldPcEnabled").cleared(Clearing.REFUSED))
          .add(
              Place.of(User.ALLOW_ADVERSE_DRIVING, "eldAdverseWeatherExemptionEnabled")
                  .cleared(Clearing.REFUSED))
          .add(
              Place.of(User.HOS_COMPLIANCE_TYPE, SamsaraWords::exempt, "eldExempt")
                  .cleared(Clearing.REFUSED))
          .add(
              Place.of(User.CARRIER_NUMBER, Long::valueOf, "carrierSettings", "dotNumber")
                  .matching("^(0|[1-9][0-9]{0,17})$", "a DOT number, digits only")
                  .cleared(Clearing.REFUSED))
          .add(Activity.ofUser(SamsaraDriverFields::activation))
          .add(SamsaraParts.KEY)
          .add(SamsaraParts.TAGS)
          .build();

  private SamsaraDriverFields() {}

  /**
   * Reserves the password's place in the order of the body's keys; {@link SamsaraDrivers} puts the
   * password there.
   */
  private static void passwordPlace(Write<?> write, Body body) {
    if (write.type() == OperationType.CREATE) {
      body.put("", "password");
    }
  }

  /**
   * Puts {@code driverActivationStatus} into the body of an update; a create does not accept it.
   */
  private static void activation(Write<?> write, Body body, boolean isActive) {
    if (write.type() == OperationType.UPDATE) {
      body.put(isActive ? "active" : "deactivated", "driverActivationStatus");
    }
  }
}
