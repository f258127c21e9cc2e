/** Motive's API as far as it is known. */
@NullMarked
package dev.gladhand.sandbox.motive;

import org.jspecify.annotations.NullMarked;
