package dev.gladhand.architecture.broken.unmarked;

/** Breaks: every package is null-marked. */
public final class Unmarked {}
