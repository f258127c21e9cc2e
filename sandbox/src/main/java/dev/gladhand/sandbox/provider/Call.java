package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Request;

/**
 * One request on its way to its handler.
 *
 * @param id the decoded variable part of the path, empty where there is none
 */
public record Call(Request request, String id, Writes writes) {}
