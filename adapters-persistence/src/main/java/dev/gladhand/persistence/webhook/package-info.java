/** The tables of webhooks: subscriptions, their secrets, and the leases of their lanes. */
@NullMarked
package dev.gladhand.persistence.webhook;

import org.jspecify.annotations.NullMarked;
