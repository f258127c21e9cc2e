package dev.gladhand.architecture.broken.http;

import java.net.http.HttpClient;

/** Breaks: what leaves the gateway goes through the guarded client. */
public record CallsOutUnguarded(HttpClient client) {}
