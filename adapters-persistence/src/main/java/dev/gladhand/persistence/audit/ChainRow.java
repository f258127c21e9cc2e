package dev.gladhand.persistence.audit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of the audit ends and begins.
 *
 * @param position of the last event, 0 before the first
 * @param hash of the last event
 * @param pruned the position of the last event that was deleted for its age, 0 for none
 * @param prunedHash its hash
 */
@MappedEntity(value = "audit_chain", escape = false)
record ChainRow(
    @Id int id, long position, @Nullable String hash, long pruned, @Nullable String prunedHash) {
  static final int ONLY = 1;
}
