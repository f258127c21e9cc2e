/** Writes to Fleetio. */
@NullMarked
package dev.gladhand.tsp.fleetio;

import org.jspecify.annotations.NullMarked;
