package dev.gladhand.architecture.broken.application;

/** Breaks: a class is named after what it is. */
public final class OrderHelper {}
