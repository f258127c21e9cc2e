package dev.gladhand.client;

import dev.gladhand.client.model.ErrorBody;
import dev.gladhand.client.model.ResourceOperation;

/**
 * The result of one line of a bulk request.
 *
 * @param index the number of the line, from 0
 * @param status 202 if the line was accepted, otherwise the status that a single write would get
 * @param replayed whether an earlier request with the same key was accepted
 * @param operation null if the line was refused
 * @param error null if the line was accepted
 */
public record BulkLine(
    int index, int status, boolean replayed, ResourceOperation operation, ErrorBody error) {}
