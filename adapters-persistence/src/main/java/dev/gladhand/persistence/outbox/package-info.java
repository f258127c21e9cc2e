/**
 * Events: stored together with the change that they report, then numbered and given to their
 * subscriptions.
 */
@NullMarked
package dev.gladhand.persistence.outbox;

import org.jspecify.annotations.NullMarked;
