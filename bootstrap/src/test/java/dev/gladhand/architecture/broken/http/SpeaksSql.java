package dev.gladhand.architecture.broken.http;

import java.sql.Connection;

/** Breaks: SQL stands in persistence. */
public record SpeaksSql(Connection connection) {}
