/** Events: subscriptions, deliveries, the feed. */
@NullMarked
package dev.gladhand.e2e.event;

import org.jspecify.annotations.NullMarked;
