/**
 * What TSP adapters share. This package has the adapter that is composed of declared parts; the
 * packages below have calls and the meaning of their answers, bodies, forms, logins, messages and
 * records.
 */
@NullMarked
package dev.gladhand.tsp.kit;

import org.jspecify.annotations.NullMarked;
