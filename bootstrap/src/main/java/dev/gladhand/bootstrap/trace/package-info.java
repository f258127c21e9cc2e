/** What is told to a collector of traces, by OpenTelemetry. */
@NullMarked
package dev.gladhand.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
