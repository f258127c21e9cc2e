package dev.gladhand.architecture.broken.console;

import io.netty.buffer.ByteBuf;

/** Breaks: the console knows use cases, the domain, shares, and what pages are made with. */
public record KnowsNetty(ByteBuf bytes) {}
