/** Accepts writes: stores them, makes them now, or shows them. */
@NullMarked
package dev.gladhand.application.write;

import org.jspecify.annotations.NullMarked;
