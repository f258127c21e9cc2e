package dev.gladhand.architecture.broken.application;

import java.util.Optional;

/** Breaks: Optional is an answer, never a field or a parameter. */
public record TakesAnOptional(Optional<String> name) {}
