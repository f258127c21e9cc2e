/** Sends traces to a collector, by OpenTelemetry. */
@NullMarked
package dev.gladhand.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
