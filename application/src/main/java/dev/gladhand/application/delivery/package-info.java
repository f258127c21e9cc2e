/** Deliveries of events to the subscriptions' receivers. */
@NullMarked
package dev.gladhand.application.delivery;

import org.jspecify.annotations.NullMarked;
