/** Calls of a provider, and what their answers mean. */
@NullMarked
package dev.gladhand.tsp.kit.call;

import org.jspecify.annotations.NullMarked;
