/**
 * A test of twenty partners on one small node, two of them hostile, that shows whether the others
 * are harmed.
 */
@NullMarked
package dev.gladhand.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
