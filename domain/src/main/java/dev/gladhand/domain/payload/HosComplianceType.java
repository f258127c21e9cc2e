package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** Whether a driver is subject to the rules on hours of service. */
public enum HosComplianceType implements Wire {
  EXEMPT,
  NON_EXEMPT;
}
