package dev.gladhand.persistence.node;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * The row of a console session that was ended before its time.
 *
 * @param untilAt when the session would have ended by itself
 */
@MappedEntity(value = "ended_session", escape = false)
record EndedSessionRow(@Id String id, Instant untilAt) {}
