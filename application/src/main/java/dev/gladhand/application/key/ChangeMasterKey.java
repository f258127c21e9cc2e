package dev.gladhand.application.key;

import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.StoreUnavailable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Shows which master keys wrap the stored secrets, and starts the job that wraps all of them by the
 * current key. Blocks; throws {@code StoreUnavailable}; thread-safe.
 */
public final class ChangeMasterKey {
  private final KeyWraps wraps;
  private final Audit audit;

  public ChangeMasterKey(KeyWraps wraps, Audit audit) {
    this.wraps = wraps;
    this.audit = audit;
  }

  /**
   * How far the change to the current master key has come.
   *
   * @param current the id of the current key
   * @param wraps how many secrets each key wraps, by the key's id: the current key first, keys that
   *     this node does not have last
   * @param left how many secrets a key other than the current one wraps
   */
  public record Standing(String current, Map<String, Long> wraps, KeyWraps.Job job, long left) {}

  public Standing standing() {
    var current = wraps.current();
    // The job is read before the secrets are counted: if it is done by then, the count finds none
    // that it left.
    var job = wraps.job();
    var counted = wraps.wraps();
    var keys = new LinkedHashSet<>(wraps.given());
    keys.addAll(counted.keySet());
    var all = new LinkedHashMap<String, Long>();
    keys.forEach(key -> all.put(key, counted.getOrDefault(key, 0L)));
    return new Standing(current, all, job, left(counted));
  }

  /** How many secrets a key other than the current one wraps. */
  public long left() {
    return left(wraps.wraps());
  }

  private long left(Map<String, Long> counted) {
    var current = wraps.current();
    return counted.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(current))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How many secrets are wrapped by keys that this node does not have, by key. */
  public Map<String, Long> unreadable() {
    var unreadable = new LinkedHashMap<>(wraps.wraps());
    unreadable.keySet().removeAll(wraps.given());
    return unreadable;
  }

  /**
   * Starts the job that wraps all secrets by the current key, unless the job is under way; returns
   * how far the change has come.
   */
  public Standing rewrap() {
    audit.record(
        wraps::start,
        started -> started,
        AuditEntry.done(AuditAction.KEY_REWRAPPED, wraps.current(), null, "wraps"));
    return StoreUnavailable.afterCommit(this::standing);
  }
}
