package dev.gladhand.architecture.broken.http;

import dev.gladhand.architecture.broken.persistence.Rows;

/** Breaks: no adapter knows another adapter. */
public record KnowsAnotherAdapter(Rows rows) {}
