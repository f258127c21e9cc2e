package dev.gladhand.architecture.broken.tests;

import org.junit.jupiter.api.Disabled;

/** Breaks: no test is switched off. */
@Disabled
public final class IsSwitchedOff {}
