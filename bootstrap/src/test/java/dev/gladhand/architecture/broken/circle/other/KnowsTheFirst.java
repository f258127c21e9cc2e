package dev.gladhand.architecture.broken.circle.other;

import dev.gladhand.architecture.broken.circle.KnowsTheOther;

public record KnowsTheFirst(KnowsTheOther first) {}
