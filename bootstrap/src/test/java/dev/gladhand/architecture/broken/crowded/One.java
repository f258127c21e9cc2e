package dev.gladhand.architecture.broken.crowded;

public record One() {}
