/** The contract of the stores of events and webhooks, and one in memory that keeps it. */
@NullMarked
package dev.gladhand.testkit.event;

import org.jspecify.annotations.NullMarked;
