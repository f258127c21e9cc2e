package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Request;

/**
 * A request as its handler gets it: with the variable part of the path, and with the receiver of
 * the writes that it makes.
 *
 * @param id the decoded variable part of the path; empty if there is none
 */
public record Call(Request request, String id, Writes writes) {}
