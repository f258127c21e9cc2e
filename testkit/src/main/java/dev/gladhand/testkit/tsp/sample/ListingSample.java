package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.record.Resource;
import java.util.List;

/**
 * A list that an adapter's directory reads at the TSP, and what it must contain.
 *
 * @param pages the calls that read the list page by page, in order, with the TSP's answers
 * @param ids the TSP's ids of all listed records, in the order of the list
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
