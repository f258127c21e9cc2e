/** A deterministic world in which the real application code meets crashes, faults and delays. */
@NullMarked
package dev.gladhand.testkit.simulation;

import org.jspecify.annotations.NullMarked;
