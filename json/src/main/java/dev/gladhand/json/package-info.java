/**
 * The one reader and the one writer of JSON. A value is a String, BigDecimal, Boolean, List, Map or
 * null.
 */
@NullMarked
package dev.gladhand.json;

import org.jspecify.annotations.NullMarked;
