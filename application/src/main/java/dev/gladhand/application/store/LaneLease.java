package dev.gladhand.application.store;

/**
 * The exclusive right to work on one lane for a time.
 *
 * @param lane the key of the lane: a connection, or a subscription
 * @param fence grows with each change of holder; 1 or more
 */
public record LaneLease<K>(K lane, long fence) {}
