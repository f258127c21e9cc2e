package dev.gladhand.tsp.kit.body;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts country codes of ISO 3166-1 for TSPs that use two letters. */
public final class Countries {
  private static final Map<String, String> TWO_LETTERS =
      Arrays.stream(Locale.getISOCountries())
          .collect(
              Collectors.toMap(
                  two -> Locale.of("", two).getISO3Country(), two -> two, (one, _) -> one));

  private Countries() {}

  /** {@code DE} for {@code DEU}; an unknown code is returned unchanged. */
  public static String twoLetters(String threeLetters) {
    return TWO_LETTERS.getOrDefault(threeLetters, threeLetters);
  }
}
