package dev.gladhand.architecture.broken.tsp.acme;

import io.micronaut.context.annotation.Bean;

/** Breaks: TSPs are free of the framework. */
@Bean
public final class AcmeBean {}
