/**
 * A deterministic world in which the real application code is tested with crashes, faults and
 * delays.
 */
@NullMarked
package dev.gladhand.testkit.simulation;

import org.jspecify.annotations.NullMarked;
