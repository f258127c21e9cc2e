/**
 * What TSP adapters share: one guarded call whose failures are outcomes, the default error table,
 * and the conversion of units.
 */
@NullMarked
package dev.gladhand.tsp.kit;

import org.jspecify.annotations.NullMarked;
