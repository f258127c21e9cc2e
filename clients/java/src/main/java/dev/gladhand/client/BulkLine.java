package dev.gladhand.client;

import dev.gladhand.client.model.ErrorBody;
import dev.gladhand.client.model.ResourceOperation;

/**
 * What became of one line of a bulk request.
 *
 * @param index of the line, from 0
 * @param status 202 where it was accepted, else as of a single write
 * @param replayed whether an earlier request with the same key had been accepted
 * @param operation null where it was refused
 * @param error null where it was accepted
 */
public record BulkLine(
    int index, int status, boolean replayed, ResourceOperation operation, ErrorBody error) {}
