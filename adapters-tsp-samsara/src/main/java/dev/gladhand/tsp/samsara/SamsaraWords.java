package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.payload.DvirLogType;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.HosComplianceType;
import dev.gladhand.tsp.kit.body.WordTable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Samsara's enumerations and the words for them in the gateway's API. */
final class SamsaraWords {
  /** {@code iftaFuelType} of a fuel purchase. */
  static final WordTable<EngineType> FUELS =
      WordTable.of(EngineType.class)
          .to("Diesel", EngineType.DIESEL)
          .to("Gasoline", EngineType.GASOLINE)
          .to("Ethanol", EngineType.ETHANOL)
          .to("Methanol", EngineType.METHANOL)
          .to("Propane", EngineType.PROPANE, EngineType.LPG)
          .to("CompressedNaturalGas", EngineType.CNG)
          .to("LiquifiedNaturalGas", EngineType.LNG)
          .to("Hydrogen", EngineType.HYDROGEN)
          .to("Electricity", EngineType.ELECTRICITY)
          .to("Other", EngineType.HYBRID)
          .build();

  /** {@code type} of an inspection. Only a mechanic's inspection can be written. */
  static final WordTable<DvirLogType> LOG_TYPES =
      WordTable.of(DvirLogType.class)
          .to("mechanic", DvirLogType.MECHANIC)
          .none(DvirLogType.PRE_TRIP, DvirLogType.POST_TRIP, DvirLogType.UNKNOWN)
          .build();

  /** Currencies of a fuel purchase in the gateway's spelling; Samsara uses lower case. */
  static final Set<String> CURRENCIES = ordered("USD", "GBP", "CAD", "EUR", "CHF", "MXN");

  /** {@code licenseState}: states of the US, provinces of Canada, and territories of both. */
  static final Set<String> LICENSE_STATES =
      ordered(
          "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN",
          "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH",
          "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
          "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI", "AB", "BC", "MB", "NB",
          "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT");

  private SamsaraWords() {}

  /**
   * Whether a driver with this type of compliance is exempt from electronic logging, which is the
   * value of {@code eldExempt}.
   */
  static boolean exempt(HosComplianceType type) {
    return switch (type) {
      case EXEMPT -> true;
      case NON_EXEMPT -> false;
    };
  }

  private static Set<String> ordered(String... words) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
  }
}
