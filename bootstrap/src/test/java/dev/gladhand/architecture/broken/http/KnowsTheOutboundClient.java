package dev.gladhand.architecture.broken.http;

import dev.gladhand.architecture.broken.outbound.Call;

/** Breaks: the guarded client is called by the TSP kit and the webhooks. */
public record KnowsTheOutboundClient(Call call) {}
