package dev.gladhand.domain.field;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types that several fields share. */
public final class FieldTypes {
  private static final int LONGEST = 255;
  private static final int LONGEST_NOTE = 4_096;
  private static final int LONGEST_MESSAGE = 10_000;

  /** At most 255 characters. */
  public static final FieldType<String> TEXT = new FieldType.Text(0, LONGEST, null);

  /** Notes and comments: at most 4,096 characters. */
  public static final FieldType<String> NOTE = new FieldType.Text(0, LONGEST_NOTE, null);

  public static final FieldType<Integer> INT =
      new NumberType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  public static final FieldType<Boolean> FLAG = new FieldType.Flag();
  public static final FieldType<Instant> MOMENT = new FieldType.Moment();
  public static final FieldType<LocalDate> DAY = new FieldType.Day();
  public static final FieldType<BigDecimal> DECIMAL =
      new NumberType.Decimal(
          null, NumberType.Decimal.LARGEST.negate(), NumberType.Decimal.LARGEST, false);
  public static final FieldType<BigDecimal> POSITIVE =
      new NumberType.Decimal(BigDecimal.ZERO, BigDecimal.ZERO, NumberType.Decimal.LARGEST, false);
  public static final FieldType<BigDecimal> MONEY =
      new NumberType.Decimal(
          null, NumberType.Decimal.LARGEST.negate(), NumberType.Decimal.LARGEST, true);

  /** At most 10,000 characters, of which at least one is not white space. */
  public static final FieldType<String> MESSAGE =
      new FieldType.Text(1, LONGEST_MESSAGE, Pattern.compile("[^ \\t\\r\\n]"));

  /** One or more characters. */
  public static final FieldType<String> NON_EMPTY = new FieldType.Text(1, Integer.MAX_VALUE, null);

  public static final FieldType<String> SOURCE_ID = new FieldType.Text(1, LONGEST, null);
  public static final FieldType<String> COUNTRY_3 =
      new FieldType.Word(
          codes(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3)),
          "a country by ISO 3166-1 alpha-3, such as USA");
  public static final FieldType<String> COUNTRY_2_OR_3 =
      new FieldType.Word(
          Stream.concat(
                  codes(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)).stream(),
                  codes(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3)).stream())
              .toList(),
          "a country by ISO 3166-1 alpha-2 or alpha-3");
  public static final FieldType<String> HOS_RULESET =
      new FieldType.Text(1, 64, Pattern.compile("^[A-Z0-9_]{1,64}$"));
  public static final FieldType<String> TIME_ZONE =
      new FieldType.Word(timeZones(), "a time zone of the IANA data base");
  public static final FieldType<String> CURRENCY =
      new FieldType.Word(
          Currency.getAvailableCurrencies().stream()
              .map(Currency::getCurrencyCode)
              .sorted()
              .toList(),
          "a currency by ISO 4217, such as USD");

  private FieldTypes() {}

  public static FieldType<BigDecimal> between(int min, int max) {
    return new NumberType.Decimal(null, BigDecimal.valueOf(min), BigDecimal.valueOf(max), false);
  }

  public static <E> FieldType<List<E>> many(FieldType<E> item) {
    return new CompoundType.Many<>(item, 0, Integer.MAX_VALUE, false);
  }

  private static List<String> codes(Set<String> codes) {
    return List.copyOf(new TreeSet<>(codes));
  }

  /** All time zones of the tz database; the JDK's own list lacks four of its names. */
  private static List<String> timeZones() {
    return Stream.concat(
            ZoneId.getAvailableZoneIds().stream(), Stream.of("EST", "MST", "HST", "ROC"))
        .distinct()
        .filter(zone -> !zone.startsWith("SystemV/"))
        .sorted()
        .toList();
  }
}
