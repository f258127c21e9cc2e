package dev.gladhand.architecture.broken.domain;

/** Breaks: what the domain holds never changes. */
public final class Mutable {
  int count;
}
