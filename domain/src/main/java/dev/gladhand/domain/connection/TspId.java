package dev.gladhand.domain.connection;

import java.util.regex.Pattern;

/**
 * The slug of a TSP, such as {@code samsara}. Each adapter module brings one, so the set is open.
 */
public record TspId(String slug) implements Comparable<TspId> {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  public TspId {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "a TSP slug is lower-case letters, digits, - and _: " + slug);
    }
  }

  @Override
  public int compareTo(TspId other) {
    return slug.compareTo(other.slug);
  }

  @Override
  public String toString() {
    return slug;
  }
}
