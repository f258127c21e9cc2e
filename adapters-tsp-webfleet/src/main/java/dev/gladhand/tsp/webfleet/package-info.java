/** Writes to Webfleet. */
@NullMarked
package dev.gladhand.tsp.webfleet;

import org.jspecify.annotations.NullMarked;
