/** Simulated providers: strict HTTP servers with state, and faults on demand. */
@NullMarked
package dev.gladhand.sandbox;

import org.jspecify.annotations.NullMarked;
