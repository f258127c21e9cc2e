package dev.gladhand.application.store;

/**
 * The right to work on one lane for a while.
 *
 * @param lane what the lane is named after: a connection, or a subscription
 * @param fence grows with each change of holder; 1 or more
 */
public record LaneLease<K>(K lane, long fence) {}
