/** Fleetio's API, as far as it is documented. */
@NullMarked
package dev.gladhand.sandbox.fleetio;

import org.jspecify.annotations.NullMarked;
