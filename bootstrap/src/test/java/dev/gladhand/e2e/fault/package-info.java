/** Processes killed, stores away, clocks moved, old databases. */
@NullMarked
package dev.gladhand.e2e.fault;

import org.jspecify.annotations.NullMarked;
