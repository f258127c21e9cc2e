package dev.gladhand.architecture.broken.persistence;

/** A class of one adapter, for another to know. */
public record Rows() {}
