/** Webhooks: subscriptions, their secrets, and the leases on their lanes. */
@NullMarked
package dev.gladhand.persistence.webhook;

import org.jspecify.annotations.NullMarked;
