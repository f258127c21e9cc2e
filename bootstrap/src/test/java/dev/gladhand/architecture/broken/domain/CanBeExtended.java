package dev.gladhand.architecture.broken.domain;

/** Breaks: classes of the core are closed. */
public class CanBeExtended {}
