package dev.gladhand.domain.tsp;

import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists a TSP's users, vehicles and trailers. Called on a virtual thread; throws nothing. */
public interface Directory {
  /** The resources that can be listed. */
  Set<Resource> resources();

  /**
   * Reads one page.
   *
   * @param cursor null for the first page, else the cursor that the page before gave
   */
  Listing list(Resource resource, @Nullable String cursor, TspAccess tsp);

  /** A page, or the reason why there is none. */
  sealed interface Listing {
    /**
     * One page of records.
     *
     * @param next the cursor of the next page; null on the last page
     */
    record Page(List<Entry> entries, @Nullable String next) implements Listing {
      public Page {
        entries = List.copyOf(entries);
      }
    }

    /** The listing failed. */
    record Failed(TspError error, Retry advice) implements Listing {}
  }

  /**
   * One record of the TSP.
   *
   * @param fields what is known of the record: JSON values by the gateway's names of fields
   */
  record Entry(SourceId source, @Nullable String name, Map<String, Object> fields) {
    public Entry {
      fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
