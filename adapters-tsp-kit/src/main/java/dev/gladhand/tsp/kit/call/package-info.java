/** Calls to a provider, and the meaning of their answers. */
@NullMarked
package dev.gladhand.tsp.kit.call;

import org.jspecify.annotations.NullMarked;
