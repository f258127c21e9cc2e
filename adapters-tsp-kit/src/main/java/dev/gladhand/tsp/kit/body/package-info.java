/** Builds bodies of requests from declared parts. */
@NullMarked
package dev.gladhand.tsp.kit.body;

import org.jspecify.annotations.NullMarked;
