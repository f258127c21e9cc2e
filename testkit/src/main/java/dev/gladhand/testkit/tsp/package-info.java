/** What every adapter of a TSP must keep, and a TSP to try it on. */
@NullMarked
package dev.gladhand.testkit.tsp;

import org.jspecify.annotations.NullMarked;
