package dev.gladhand.persistence.node;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table of ended sessions. */
@MappedEntity(value = "ended_session", escape = false)
record EndedSessionRow(@Id String id, Instant untilAt) {}
