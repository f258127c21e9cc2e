package dev.gladhand.architecture.broken.tsp.acme;

/** Breaks: the classes of an adapter begin with its TSP's name. */
public final class Translator {}
