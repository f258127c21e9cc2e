package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.Countries;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.WordTable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * The parameters of the actions that write records. A parameter can change a value but not clear
 * it.
 */
final class WebfleetFields {
  private static final int LONGEST_NUMBER = 15;
  private static final int LONGEST_NAME = 50;
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
          .none(EngineType.ETHANOL)
          .none(EngineType.METHANOL)
          .none(EngineType.PROPANE)
          .none(EngineType.LNG)
          .none(EngineType.HYDROGEN)
          .build();

  static final FieldMap NEW_DRIVER = driver().add(new DriverNumber()).build();

  static final FieldMap DRIVER = driver().build();

  static final FieldMap VEHICLE =
      FieldMap.builder()
          .add(text(Vehicle.VEHICLE_NAME, 1, 30, "denotation"))
          .add(text(Vehicle.LICENSE_PLATE_NUMBER, 1, 20, "licenseplatenumber"))
          .add(text(Vehicle.VIN, 1, 20, "identnumber"))
          .add(text(Vehicle.NOTES, 1, 500, "description"))
          .add(Place.word(Vehicle.ENGINE_TYPE, FUELS, "fueltype").cleared(Clearing.REFUSED))
          .add(number(Vehicle.TOTAL_AXLES, "numaxles"))
          .add(number(Vehicle.MODEL_YEAR, "manufacturedyear"))
          .add(text(Vehicle.EXTERNAL_ID, 1, 255, "externalid"))
          .build();

  static final FieldMap TRAILER =
      FieldMap.builder()
          .add(text(Trailer.TRAILER_NAME, 1, 30, "denotation"))
          .add(text(Trailer.LICENSE_PLATE_NUMBER, 1, 20, "licenseplatenumber"))
          .add(text(Trailer.VIN, 1, 20, "identnumber"))
          .add(text(Trailer.NOTES, 1, 500, "description"))
          .add(number(Trailer.TOTAL_AXLES, "numaxles"))
          .add(number(Trailer.MODEL_YEAR, "manufacturedyear"))
          .add(text(Trailer.EXTERNAL_ID, 1, 255, "externalid"))
          .build();

  private WebfleetFields() {}

  private static FieldMap.Builder driver() {
    return FieldMap.builder()
        .add(new Name())
        .add(text(User.PHONE_NUMBER, 1, 50, "telmobile"))
        .add(text(User.USER_EMAIL, 1, 50, "email"))
        .add(text(User.NOTES, 1, 4000, "description"))
        .add(word(User.COUNTRY_CODE, Countries::twoLetters, "country"))
        .add(text(User.LICENSE_NUMBER, 1, 20, "license_number"))
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

  private static Place<String> text(Field<String> field, int min, int max, String name) {
    return Place.text(field, min, max, name).cleared(Clearing.REFUSED);
  }

  private static Place<Integer> number(Field<Integer> field, String name) {
    return word(field, String::valueOf, name).rule(new ValueRule.Range(field, 1, 9999));
  }

  private static <T> Place<T> word(Field<T> field, Function<T, Object> encode, String name) {
    return Place.of(field, encode, name).cleared(Clearing.REFUSED);
  }

  /** {@code name}: first and last name in one text; an update needs both. */
  private record Name() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(User.FIRST_NAME, User.LAST_NAME);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return type == OperationType.CREATE
          ? List.of(new PresenceRule.AnyOf(fields()))
          : List.of(
              new PresenceRule.Together(fields()),
              new PresenceRule.NotNull(User.FIRST_NAME),
              new PresenceRule.NotNull(User.LAST_NAME));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var name = name(write);
      if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
        var why = "and last_name must have at most 50 characters together";
        body.fault(User.FIRST_NAME, name, why, "too_long");
      } else if (!name.isEmpty()) {
        body.put(name, "name");
      } else if (write.payload().fields().has(User.FIRST_NAME)
          || write.payload().fields().has(User.LAST_NAME)) {
        body.fault(User.FIRST_NAME, "", "and last_name must not be empty both", "string_too_short");
      }
    }
  }

  static String name(Write<?> write) {
    var first = write.payload().fields().get(User.FIRST_NAME);
    var last = write.payload().fields().get(User.LAST_NAME);
    return (Objects.requireNonNullElse(first, "") + " " + Objects.requireNonNullElse(last, ""))
        .strip();
  }

  /** {@code driverno}: the fleet's number of a new driver. */
  private record DriverNumber() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(User.EMPLOYEE_NUMBER, User.USERNAME);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new PresenceRule.AnyOf(fields()),
          new ValueRule.Length(User.EMPLOYEE_NUMBER, 1, LONGEST_NUMBER));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var number = driverNumber(write);
      if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
        body.fault(
            User.USERNAME, number, "must have 1 to 15 characters, as driver number", "too_long");
      }
      body.put(number, "driverno");
      if (write.payload().fields().has(User.EMPLOYEE_NUMBER)
          && write.payload().fields().has(User.USERNAME)) {
        body.notDelivered(User.USERNAME);
      }
    }
  }

  static String driverNumber(Write<?> write) {
    var number = write.payload().fields().get(User.EMPLOYEE_NUMBER);
    return Objects.requireNonNullElse(
        number == null ? write.payload().fields().get(User.USERNAME) : number, "");
  }
}
