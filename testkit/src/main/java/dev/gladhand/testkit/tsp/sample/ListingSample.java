package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.record.Resource;
import java.util.List;

/**
 * A directory's list of a resource.
 *
 * @param pages the calls in order, with the TSP's answers
 * @param ids the TSP's ids of all listed records, in order
 */
public record ListingSample(Resource resource, List<ExpectedCall> pages, List<String> ids) {
  public ListingSample {
    pages = List.copyOf(pages);
    ids = List.copyOf(ids);
  }

  @Override
  public String toString() {
    return resource.wire();
  }
}
