package dev.gladhand.application.audit;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search for audit events; a member that is null restricts nothing.
 *
 * @param partner the partner of the events
 * @param actor the id of the actor
 * @param from inclusive
 * @param to exclusive
 * @param before all events of the page have a smaller position in the chain than this one
 */
public record AuditQuery(
    @Nullable PartnerId partner,
    @Nullable AuditAction action,
    @Nullable String objectId,
    @Nullable String actor,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before,
    int size) {}
