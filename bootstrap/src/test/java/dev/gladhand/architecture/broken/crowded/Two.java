package dev.gladhand.architecture.broken.crowded;

record Two() {}
