package dev.gladhand.testkit.tsp.sample;

/**
 * The answer by which a TSP refuses to create a record that exists already.
 *
 * @param sample the create that is refused
 * @param status the status of the answer
 * @param reply the body of the answer
 */
public record RefusedDuplicate(TspSample sample, int status, String reply) {
  @Override
  public String toString() {
    return sample + " refused as a duplicate";
  }
}
