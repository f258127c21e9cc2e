package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Request;

/**
 * A request with the part of its path that its handler needs.
 *
 * @param id the decoded variable part of the path; empty if there is none
 */
public record Call(Request request, String id, Writes writes) {}
