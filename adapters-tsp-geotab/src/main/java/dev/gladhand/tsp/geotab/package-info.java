/** Writes to Geotab. */
@NullMarked
package dev.gladhand.tsp.geotab;

import org.jspecify.annotations.NullMarked;
