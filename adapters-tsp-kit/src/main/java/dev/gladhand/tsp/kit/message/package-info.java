/** Writes messages with one call for each recipient, and finds them in lists of sent messages. */
@NullMarked
package dev.gladhand.tsp.kit.message;

import org.jspecify.annotations.NullMarked;
