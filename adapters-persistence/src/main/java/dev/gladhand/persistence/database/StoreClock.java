package dev.gladhand.persistence.database;

/**
 * An SQL expression of the time of the store, for tests that move it.
 *
 * @param now an expression of the type {@code timestamp with time zone}
 */
public record StoreClock(String now) {}
