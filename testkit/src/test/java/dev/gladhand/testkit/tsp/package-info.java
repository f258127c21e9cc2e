/** The contract of adapters, proved on adapters that break it. */
@NullMarked
package dev.gladhand.testkit.tsp;

import org.jspecify.annotations.NullMarked;
