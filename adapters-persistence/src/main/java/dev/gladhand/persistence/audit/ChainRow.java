package dev.gladhand.persistence.audit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * Where the audit's chain ends, and where it begins after old events were deleted.
 *
 * @param position the position of the last event; 0 before the first
 * @param hash the hash of the last event; null before the first
 * @param pruned the position of the last event that was deleted for its age; 0 if there is none
 * @param prunedHash the hash of that event; null if there is none
 */
@MappedEntity(value = "audit_chain", escape = false)
record ChainRow(
    @Id int id, long position, @Nullable String hash, long pruned, @Nullable String prunedHash) {
  static final int ONLY = 1;
}
