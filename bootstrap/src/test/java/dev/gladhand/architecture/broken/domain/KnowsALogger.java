package dev.gladhand.architecture.broken.domain;

import org.slf4j.Logger;

/** Breaks: the domain knows the JDK and nothing else, and so do the shares. */
public record KnowsALogger(Logger log) {}
