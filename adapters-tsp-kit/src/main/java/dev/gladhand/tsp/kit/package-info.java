/**
 * What every TSP adapter shares: one guarded call whose every failure is an outcome, the default
 * error table, unit conversion.
 */
@NullMarked
package dev.gladhand.tsp.kit;

import org.jspecify.annotations.NullMarked;
