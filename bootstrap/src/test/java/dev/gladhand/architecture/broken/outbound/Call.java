package dev.gladhand.architecture.broken.outbound;

/** A class of the guarded client, for the wrong adapter to know. */
public record Call() {}
