/**
 * The service provider interface: what an adapter for one TSP implements, and the words it answers
 * in.
 */
@NullMarked
package dev.gladhand.domain.tsp;

import org.jspecify.annotations.NullMarked;
