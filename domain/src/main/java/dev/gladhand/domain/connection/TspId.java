package dev.gladhand.domain.connection;

import java.util.regex.Pattern;

/**
 * The slug of a telematics provider, such as {@code samsara}; an open set, one value for each
 * adapter module.
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
