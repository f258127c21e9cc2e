package dev.gladhand.testkit.tsp.sample;

/**
 * How a TSP refuses an existing record.
 *
 * @param sample the create that is refused
 */
public record RefusedDuplicate(TspSample sample, int status, String reply) {
  @Override
  public String toString() {
    return sample + " refused as a duplicate";
  }
}
