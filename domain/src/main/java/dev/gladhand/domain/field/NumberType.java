package dev.gladhand.domain.field;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of a field that is a number. */
public sealed interface NumberType<N extends Number> extends FieldType<N> {
  /** A whole number. {@code 3.0} is one, {@code 3.5} and {@code "3"} are not. */
  record Whole(int min, int max) implements NumberType<Integer> {
    @Override
    public @Nullable Integer read(Object json, Faults faults) {
      if (!(json instanceof BigDecimal number)) {
        return faults.add(json, "must be a whole number", "int_type");
      }
      if (number.compareTo(BigDecimal.valueOf(min)) < 0
          || number.compareTo(BigDecimal.valueOf(max)) > 0) {
        return faults.add(json, "must be from " + min + " to " + max, "out_of_range");
      }
      if (number.stripTrailingZeros().scale() > 0) {
        return faults.add(json, "must be a whole number", "int_type");
      }
      return number.intValueExact();
    }

    @Override
    public Object write(Integer value) {
      return BigDecimal.valueOf(value);
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered("type", "integer", "minimum", min, "maximum", max);
    }
  }

  /**
   * A number that keeps its exact decimal value.
   *
   * @param above the exclusive lower bound, or null
   * @param min the inclusive lower bound
   * @param max the inclusive upper bound
   * @param orText whether the number may also come as a decimal string
   */
  record Decimal(@Nullable BigDecimal above, BigDecimal min, BigDecimal max, boolean orText)
      implements NumberType<BigDecimal> {
    /**
     * The most digits after the point. The JSON reader already refuses a request in which a number
     * has more digits, so the schema need not state this limit.
     */
    static final int MAX_SCALE = 1000;

    static final BigDecimal LARGEST = new BigDecimal("1e18");

    /**
     * A decimal string. It has at most 18 digits before the point, so that its value is always
     * below {@link #LARGEST} and the schema needs no further bound.
     */
    private static final Pattern TEXT = Pattern.compile("^-?[0-9]{1,18}(\\.[0-9]{1,60})?$");

    public Decimal {
      if (orText
          && (above != null || min.add(LARGEST).signum() > 0 || max.compareTo(LARGEST) < 0)) {
        throw new IllegalArgumentException(
            "a decimal that may be text is bound by its digits alone");
      }
    }

    @Override
    public @Nullable BigDecimal read(Object json, Faults faults) {
      var number = json instanceof BigDecimal plain ? plain : fromText(json);
      if (number == null) {
        return faults.add(
            json,
            orText ? "must be a number or a decimal string" : "must be a number",
            "number_type");
      }
      if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
        return faults.add(
            json,
            "must be from " + min.toPlainString() + " to " + max.toPlainString(),
            "out_of_range");
      }
      if (above != null && number.compareTo(above) <= 0) {
        return faults.add(json, "must be greater than " + above.toPlainString(), "out_of_range");
      }
      var plain = number.stripTrailingZeros();
      if (plain.scale() > MAX_SCALE) {
        return faults.add(
            json,
            "must have at most " + MAX_SCALE + " digits after the decimal point",
            "out_of_range");
      }
      if (number.scale() > MAX_SCALE) {
        return plain;
      }
      return number.scale() < 0 ? number.setScale(0) : number;
    }

    private @Nullable BigDecimal fromText(Object json) {
      return orText && json instanceof String text && Patterns.found(TEXT, text)
          ? new BigDecimal(text)
          : null;
    }

    @Override
    public @Nullable BigDecimal restore(Object json) {
      return json instanceof BigDecimal plain ? plain : fromText(json);
    }

    @Override
    public Object write(BigDecimal value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      var number = new LinkedHashMap<String, Object>();
      number.put("type", "number");
      number.put("minimum", min);
      number.put("maximum", max);
      if (above != null) {
        number.put("exclusiveMinimum", above);
      }
      return orText
          ? Map.of(
              "anyOf",
              List.of(number, Schemas.ordered("type", "string", "pattern", TEXT.pattern())))
          : number;
    }
  }
}
