/** The interfaces that an adapter for one TSP implements, and the types of their results. */
@NullMarked
package dev.gladhand.domain.tsp;

import org.jspecify.annotations.NullMarked;
