package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** Whether a driver must keep hours of service. */
public enum HosComplianceType implements Wire {
  EXEMPT,
  NON_EXEMPT;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
