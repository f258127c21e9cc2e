/** Subscriptions to events, and the feed of events. */
@NullMarked
package dev.gladhand.http.webhook;

import org.jspecify.annotations.NullMarked;
