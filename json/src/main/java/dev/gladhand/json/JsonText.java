package dev.gladhand.json;

/**
 * A text that is already JSON and is written unchanged.
 *
 * @param text one JSON value
 */
public record JsonText(String text) {}
