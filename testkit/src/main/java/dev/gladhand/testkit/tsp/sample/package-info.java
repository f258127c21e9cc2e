/** Samples of an adapter's writes, and a fake provider that answers as they say. */
@NullMarked
package dev.gladhand.testkit.tsp.sample;

import org.jspecify.annotations.NullMarked;
