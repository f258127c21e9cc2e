/** Fleets that connect themselves. */
@NullMarked
package dev.gladhand.e2e.fleet;

import org.jspecify.annotations.NullMarked;
