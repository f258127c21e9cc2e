package dev.gladhand.sandbox.journal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries of the journal. A criterion that is null selects all.
 *
 * @param path a regular expression for the whole path without the query
 * @param after only entries with a higher sequence
 * @param limit the largest number of entries, the oldest first
 */
public record Query(
    @Nullable String provider,
    @Nullable String method,
    @Nullable Pattern path,
    @Nullable String resource,
    @Nullable String contains,
    long after,
    int limit) {

  /** Selects everything. */
  public static Query all() {
    return new Query(null, null, null, null, null, 0, Integer.MAX_VALUE);
  }

  /** Selects everything of one provider. */
  public static Query of(String provider) {
    return new Query(provider, null, null, null, null, 0, Integer.MAX_VALUE);
  }

  public Query provider(@Nullable String only) {
    return new Query(only, method, path, resource, contains, after, limit);
  }

  public Query method(@Nullable String only) {
    return new Query(provider, only, path, resource, contains, after, limit);
  }

  public Query path(@Nullable String regex) {
    Pattern pattern = regex == null ? null : Pattern.compile(regex);
    return new Query(provider, method, pattern, resource, contains, after, limit);
  }

  /**
   * Selects applied writes of a resource: message, user, vehicle, trailer, asset, dvir_log,
   * fuel_transaction.
   */
  public Query resource(@Nullable String only) {
    return new Query(provider, method, path, only, contains, after, limit);
  }

  public Query contains(@Nullable String text) {
    return new Query(provider, method, path, resource, text, after, limit);
  }

  public Query after(long sequence) {
    return new Query(provider, method, path, resource, contains, sequence, limit);
  }

  public Query limit(int atMost) {
    return new Query(provider, method, path, resource, contains, after, atMost);
  }

  boolean matches(Received entry) {
    return entry.sequence() > after
        && (provider == null || provider.equals(entry.provider()))
        && (method == null || method.equalsIgnoreCase(entry.method()))
        && (path == null || path.matcher(entry.path()).matches())
        && (contains == null || entry.contains(contains));
  }

  boolean matches(Applied write) {
    return write.sequence() > after
        && (provider == null || provider.equals(write.provider()))
        && (resource == null || resource.equals(write.resource()))
        && (contains == null || write.contains(contains));
  }
}
