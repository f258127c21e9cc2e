/** Writes to Motive. */
@NullMarked
package dev.gladhand.tsp.motive;

import org.jspecify.annotations.NullMarked;
