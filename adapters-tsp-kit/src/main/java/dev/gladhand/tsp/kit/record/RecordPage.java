package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.Directory.Entry;
import dev.gladhand.domain.tsp.Directory.Listing;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes pages of records from a TSP's answers. Pure. */
public final class RecordPage {
  private RecordPage() {}

  /** The records of an answer; null if it cannot be read. */
  public interface Records {
    @Nullable List<TspJson> of(Exchange.Answered answered);
  }

  /** The entry of a record; null if the record is not listed. */
  public interface Entries {
    @Nullable Entry of(TspJson record);
  }

  /** The cursor of the next page; null at the end. */
  public interface Next {
    @Nullable String of(Exchange.Answered answered, List<TspJson> records);
  }

  /** The page from a read, or the reason why there is none. */
  public static Listing of(Exchange exchange, Records records, Entries entries, Next next) {
    return switch (exchange) {
      case Exchange.Failed failed -> FailedRead.listing(failed);
      case Exchange.Answered answered -> {
        var all = records.of(answered);
        if (all == null) {
          yield new Listing.Failed(
              answered.error(ErrorType.TSP, "the list cannot be read", false), new Retry.Backoff());
        }
        var listed = new ArrayList<Entry>();
        for (var record : all) {
          var entry = entries.of(record);
          if (entry != null) {
            listed.add(entry);
          }
        }
        yield new Listing.Page(listed, next.of(answered, all));
      }
    };
  }

  /** The texts of a record by the gateway's field names; the map gives the TSP's name of each. */
  public static Map<String, Object> fields(TspJson record, Map<String, String> ours) {
    var fields = new LinkedHashMap<String, Object>();
    new TreeMap<>(ours)
        .forEach(
            (theirs, name) -> {
              var value = TspJson.string(record, theirs);
              if (value != null) {
                fields.put(name, value);
              }
            });
    return fields;
  }
}
