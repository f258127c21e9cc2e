/** Benchmarks of the built product; not a part of it. */
@NullMarked
package dev.gladhand.benchmarks;

import org.jspecify.annotations.NullMarked;
