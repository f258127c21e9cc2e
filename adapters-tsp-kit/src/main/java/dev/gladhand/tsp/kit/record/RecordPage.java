package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.Directory.Entry;
import dev.gladhand.domain.tsp.Directory.Listing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes pages of records from a TSP's answers. Pure. */
public final class RecordPage {
  private RecordPage() {}

  /** The records in an answer; null if the answer cannot be read. */
  public interface Records {
    @Nullable List<TspJson> of(Exchange.Answered answered);
  }

  /** The entry of a record in the page; null if the record is to be left out. */
  public interface Entries {
    @Nullable Entry of(TspJson record);
  }

  /** The cursor of the next page; null if this page is the last. */
  public interface Next {
    @Nullable String of(Exchange.Answered answered, List<TspJson> records);
  }

  /** The page of records in the answer to a read, or the reason why there is none. */
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

  /**
   * The entry of a record in the page; null if the record has no id.
   *
   * @param id the member that holds the id
   * @param name the member that holds the name
   * @param fields reads the record's fields
   */
  public static @Nullable Entry entry(TspJson record, String id, String name, FieldMap fields) {
    var source = TspJson.id(record, id);
    return source == null
        ? null
        : new Entry(source, TspJson.text(record, name), fields.read(record));
  }
}
