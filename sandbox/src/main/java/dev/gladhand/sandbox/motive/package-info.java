/** Motive's API, as far as it is documented. */
@NullMarked
package dev.gladhand.sandbox.motive;

import org.jspecify.annotations.NullMarked;
