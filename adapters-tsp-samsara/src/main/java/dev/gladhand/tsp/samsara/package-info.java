/** Writes to Samsara. */
@NullMarked
package dev.gladhand.tsp.samsara;

import org.jspecify.annotations.NullMarked;
