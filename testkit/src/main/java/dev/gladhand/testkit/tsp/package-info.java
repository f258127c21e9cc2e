/** The contract of all TSP adapters, and a fake TSP on which it is checked. */
@NullMarked
package dev.gladhand.testkit.tsp;

import org.jspecify.annotations.NullMarked;
