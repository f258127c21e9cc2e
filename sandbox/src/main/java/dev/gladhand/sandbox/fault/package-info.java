/** Faults on demand: which requests are hit, and how. */
@NullMarked
package dev.gladhand.sandbox.fault;

import org.jspecify.annotations.NullMarked;
