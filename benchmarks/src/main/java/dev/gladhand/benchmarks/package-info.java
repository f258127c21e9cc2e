/** Measures the built product; never part of it. */
@NullMarked
package dev.gladhand.benchmarks;

import org.jspecify.annotations.NullMarked;
