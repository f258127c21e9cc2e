/**
 * Reads and writes JSON for the whole program. A value is a String, BigDecimal, Boolean, List, Map
 * or null.
 */
@NullMarked
package dev.gladhand.json;

import org.jspecify.annotations.NullMarked;
