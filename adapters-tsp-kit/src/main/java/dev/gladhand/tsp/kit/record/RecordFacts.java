package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a TSP's records that requests depend on, such as the unit in which a vehicle counts its
 * fuel: read at the first need, and kept for a while. Thread-safe.
 */
public final class RecordFacts<F> {
  private static final int MOST = 20_000;

  private record Key(ConnectionId connection, String record) {}

  private final Call call;
  private final InstantSource clock;
  private final Duration keep;
  private final Reader<F> reader;
  private final ExpiringCache<Key, F> kept;

  /** A call that changes nothing. */
  public interface Call {
    Exchange read(TspRequest request, TspAccess tsp);
  }

  /** Reads the fact out of an answer of success; null where it does not stand there. */
  public interface Reader<F> {
    @Nullable F of(Exchange.Answered answered);
  }

  /** What is known of a record. */
  public sealed interface Fact<F> {
    record Known<F>(F value) implements Fact<F> {}

    /**
     * It could not be read; nothing was changed.
     *
     * @param outcome of the write that depends on it
     */
    record Unknown<F>(Outcome outcome, TspError error) implements Fact<F> {}
  }

  /**
   * @param keep how long a fact is believed
   */
  public RecordFacts(Call call, InstantSource clock, Duration keep, Reader<F> reader) {
    this.call = call;
    this.clock = clock;
    this.keep = keep;
    this.reader = reader;
    this.kept = new ExpiringCache<>(clock, MOST);
  }

  /** The fact of a record, read by this request where it is not known. */
  public Fact<F> of(String record, TspRequest request, TspAccess tsp) {
    var key = new Key(tsp.connection(), record);
    var known = kept.get(key);
    if (known.isPresent()) {
      return new Fact.Known<>(known.get());
    }
    return switch (call.read(request, tsp)) {
      case Exchange.Failed failed -> new Fact.Unknown<>(failed.outcome(), failed.error());
      case Exchange.Answered answered -> {
        var fact = reader.of(answered);
        if (fact == null) {
          var error = answered.error(ErrorType.TSP, "the record cannot be read", false);
          yield new Fact.Unknown<>(Outcome.rejected(error, new Retry.Backoff()), error);
        }
        kept.put(key, fact, clock.instant().plus(keep));
        yield new Fact.Known<>(fact);
      }
    };
  }

  /** Reads the fact anew at the next need: a write made with it was refused, say. */
  public void forget(ConnectionId connection, String record) {
    kept.forget(new Key(connection, record));
  }
}
