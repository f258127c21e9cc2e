package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.Countries;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.FullName;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.WordTable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The parameters of the actions that write records. A parameter can change a value but not clear
 * it.
 */
final class WebfleetFields {
  private static final int LONGEST_NUMBER = 15;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

  private static final WordTable<EngineType> FUELS =
      WordTable.of(EngineType.class)
          .to("0", EngineType.DIESEL)
          .to("1", EngineType.GASOLINE)
          .to("2", EngineType.LPG)
          .to("3", EngineType.CNG)
          .to("4", EngineType.ELECTRICITY)
          .to("5", EngineType.HYBRID)
          .none(
              EngineType.ETHANOL,
              EngineType.METHANOL,
              EngineType.PROPANE,
              EngineType.LNG,
              EngineType.HYDROGEN)
          .build();

  private static final List<Field<?>> NUMBERS = List.of(User.EMPLOYEE_NUMBER, User.USERNAME);

  static final FieldMap NEW_DRIVER =
      driver()
          .add(
              Part.ruled(
                  NUMBERS,
                  (_, _) ->
                      List.of(
                          new PresenceRule.AnyOf(NUMBERS),
                          new ValueRule.Length(User.EMPLOYEE_NUMBER, 1, LONGEST_NUMBER)),
                  WebfleetFields::putNumber))
          .build();

  static final FieldMap DRIVER =
      driver()
          .rule(new PresenceRule.NotNull(User.FIRST_NAME))
          .rule(new PresenceRule.NotNull(User.LAST_NAME))
          .build();

  static final FieldMap VEHICLE =
      object(Vehicle.VEHICLE_NAME)
          .add(Place.word(Vehicle.ENGINE_TYPE, FUELS, "fueltype").cleared(Clearing.REFUSED))
          .build();

  static final FieldMap TRAILER = object(Trailer.TRAILER_NAME).build();

  private WebfleetFields() {}

  /**
   * The fields that vehicles and trailers share; except the name, both resources have them under
   * the same names in the gateway's API.
   */
  private static FieldMap.Builder object(Field<String> name) {
    return FieldMap.builder()
        .add(text(name, 30, "denotation"))
        .add(text(Vehicle.LICENSE_PLATE_NUMBER, 20, "licenseplatenumber"))
        .add(text(Vehicle.VIN, 20, "identnumber"))
        .add(text(Vehicle.NOTES, 500, "description"))
        .add(number(Vehicle.TOTAL_AXLES, "numaxles"))
        .add(number(Vehicle.MODEL_YEAR, "manufacturedyear"))
        .add(text(Vehicle.EXTERNAL_ID, 255, "externalid"));
  }

  private static FieldMap.Builder driver() {
    return FieldMap.builder()
        .add(new FullName(50, "name"))
        .add(text(User.PHONE_NUMBER, 50, "telmobile"))
        .add(text(User.USER_EMAIL, 50, "email"))
        .add(text(User.NOTES, 4000, "description"))
        .add(word(User.COUNTRY_CODE, Countries::twoLetters, "country"))
        .add(text(User.LICENSE_NUMBER, 20, "license_number"))
        .add(
            word(
                User.LICENSE_EXPIRATION, (LocalDate day) -> day.format(DAY), "license_expiry_date"))
        .rule(
            new Rule.When(
                User.IS_DRIVER,
                false,
                List.of(
                    new PresenceRule.Refused(
                        User.IS_DRIVER, "Webfleet has no users other than drivers"))));
  }

  private static Place<String> text(Field<String> field, int max, String name) {
    return Place.text(field, 1, max, name).cleared(Clearing.REFUSED);
  }

  private static Place<Integer> number(Field<Integer> field, String name) {
    return word(field, String::valueOf, name).rule(new ValueRule.Range(field, 1, 9999));
  }

  private static <T> Place<T> word(Field<T> field, Function<T, Object> encode, String name) {
    return Place.of(field, encode, name).cleared(Clearing.REFUSED);
  }

  /** {@code driverno}: the number that a new driver gets in the fleet. */
  private static void putNumber(Write<?> write, Body body) {
    var number = driverNumber(write);
    if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
      body.fault(
          User.USERNAME, number, "must have 1 to 15 characters, as driver number", "too_long");
    }
    body.put(number, "driverno").prefer(User.EMPLOYEE_NUMBER, User.USERNAME, write);
  }

  static String driverNumber(Write<?> write) {
    var fields = write.payload().fields();
    return fields.getOr(User.EMPLOYEE_NUMBER, fields.getOr(User.USERNAME, ""));
  }
}
