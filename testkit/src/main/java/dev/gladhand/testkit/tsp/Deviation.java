package dev.gladhand.testkit.tsp;

import dev.gladhand.testkit.tsp.sample.TspSample;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A row of the {@link Table} in which the adapter of one TSP gives another outcome.
 *
 * @param row the row, such as {@code status 409} or {@code unreadable success}
 * @param sample the name of the sample to which the deviation applies, or null for all
 * @param told the outcome that the adapter gives instead, in the words of the table
 * @param reason why the TSP's answer means something else
 * @param link the page on which the TSP documents that meaning
 */
public record Deviation(String row, @Nullable String sample, String told, String reason, URI link) {
  public Deviation {
    if (reason.isBlank() || link.getHost() == null) {
      throw new IllegalArgumentException("a deviation has a reason and a link: " + row);
    }
  }

  public static Deviation of(String row, String told, String reason, String link) {
    return new Deviation(row, null, told, reason, URI.create(link));
  }

  /** The same deviation for one sample only. */
  public Deviation ofSample(String name) {
    return new Deviation(row, name, told, reason, link);
  }

  boolean covers(String otherRow, TspSample other) {
    return row.equals(otherRow) && (sample == null || sample.equals(other.name()));
  }
}
