package dev.gladhand.architecture.broken.application;

/** Breaks: a field is named after what it is. */
public record HasAVagueField(String orderMapper) {}
