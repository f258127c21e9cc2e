/**
 * Payloads, references, operations and their state machine, connections, and the SPI of a TSP
 * adapter.
 */
@NullMarked
package dev.gladhand.domain;

import org.jspecify.annotations.NullMarked;
