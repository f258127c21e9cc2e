/** The contract of the stores of events and webhooks, and an implementation in memory. */
@NullMarked
package dev.gladhand.testkit.event;

import org.jspecify.annotations.NullMarked;
