package dev.gladhand.architecture.broken.console;

import dev.gladhand.architecture.broken.application.store.Tables;

/** Breaks: the console asks use cases, and the store only for its own sessions. */
public record AsksTheStore(Tables tables) {}
