package dev.gladhand.architecture.broken.application;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks: the application knows the domain, SLF4J and nothing else. */
public record KnowsJson(JsonNode json) {}
