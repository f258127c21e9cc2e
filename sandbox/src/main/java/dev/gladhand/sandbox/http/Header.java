package dev.gladhand.sandbox.http;

/** One header line. */
public record Header(String name, String value) {}
