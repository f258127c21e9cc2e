package dev.gladhand.json;

/**
 * A text that is JSON already; it is written as it stands.
 *
 * @param text one JSON value
 */
public record JsonText(String text) {}
