/** Deliveries as they go over the wire. */
@NullMarked
package dev.gladhand.webhooks;

import org.jspecify.annotations.NullMarked;
