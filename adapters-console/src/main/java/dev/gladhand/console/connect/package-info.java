/** The pages on which a fleet connects its account at a TSP itself. */
@NullMarked
package dev.gladhand.console.connect;

import org.jspecify.annotations.NullMarked;
