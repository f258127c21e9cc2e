package dev.gladhand.architecture.broken.application.store;

/** A port of the store, for classes that must not know it. */
public interface Tables {}
