package dev.gladhand.application.audit;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the audit are looked for; null members do not matter.
 *
 * @param partner whose events
 * @param actor the id of the actor
 * @param from inclusive
 * @param to exclusive
 * @param before the position before which the page begins
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
