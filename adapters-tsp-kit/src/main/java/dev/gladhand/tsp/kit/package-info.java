/**
 * What TSP adapters share: a single call whose failures become outcomes, the default error table,
 * and the conversion of units.
 */
@NullMarked
package dev.gladhand.tsp.kit;

import org.jspecify.annotations.NullMarked;
