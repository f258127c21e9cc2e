/** Subscriptions: their form, secrets, health and history. */
@NullMarked
package dev.gladhand.application.webhook;

import org.jspecify.annotations.NullMarked;
