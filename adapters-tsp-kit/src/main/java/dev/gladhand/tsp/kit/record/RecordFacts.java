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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches facts about a TSP's records on which requests depend, such as the unit of a vehicle's
 * fuel. A fact is read at the TSP when it is first needed, and cached for a limited time.
 * Thread-safe.
 */
public final class RecordFacts<F> {
  private static final int MOST = 20_000;

  private record Key(ConnectionId connection, String record) {}

  private final Call call;
  private final InstantSource clock;
  private final Duration keep;
  private final Reader<F> reader;
  private final ExpiringCache<Key, F> kept;

  /** Makes a call that reads a record at the TSP and changes nothing. */
  public interface Call {
    Exchange read(TspRequest request, TspAccess tsp);
  }

  /** Reads the fact from a successful answer; null if it is missing. */
  public interface Reader<F> {
    @Nullable F of(Exchange.Answered answered);
  }

  /** The result of a read: the fact, or why it is not known. */
  public sealed interface Fact<F> {
    /** The same result with this function applied to the fact. */
    default <G> Fact<G> map(Function<F, G> change) {
      return switch (this) {
        case Known<F>(var value) -> new Known<>(change.apply(value));
        case Unknown<F>(var outcome, var error) -> new Unknown<>(outcome, error);
      };
    }

    record Known<F>(F value) implements Fact<F> {}

    /**
     * The fact could not be read.
     *
     * @param outcome the outcome of the write that depends on the fact; nothing was changed at the
     *     TSP
     */
    record Unknown<F>(Outcome outcome, TspError error) implements Fact<F> {}
  }

  /**
   * @param keep how long a fact stays in the cache
   */
  public RecordFacts(Call call, InstantSource clock, Duration keep, Reader<F> reader) {
    this.call = call;
    this.clock = clock;
    this.keep = keep;
    this.reader = reader;
    this.kept = new ExpiringCache<>(clock, MOST);
  }

  /** The fact of a record, from the cache or, if it is not there, from a call with this request. */
  public Fact<F> of(String record, TspRequest request, TspAccess tsp) {
    var known = kept(tsp.connection(), record);
    return known.isPresent() ? new Fact.Known<>(known.get()) : anew(record, request, tsp);
  }

  /** The cached fact of a record; empty if the cache has none or it has expired. */
  public Optional<F> kept(ConnectionId connection, String record) {
    return kept.get(new Key(connection, record));
  }

  /** The fact of a record, read by a call with this request even if the fact is in the cache. */
  public Fact<F> anew(String record, TspRequest request, TspAccess tsp) {
    return switch (call.read(request, tsp)) {
      case Exchange.Failed failed -> new Fact.Unknown<>(failed.outcome(), failed.error());
      case Exchange.Answered answered -> {
        var fact = reader.of(answered);
        if (fact == null) {
          var error = answered.error(ErrorType.TSP, "the record cannot be read", false);
          yield new Fact.Unknown<>(Outcome.rejected(error, new Retry.Backoff()), error);
        }
        kept.put(new Key(tsp.connection(), record), fact, clock.instant().plus(keep));
        yield new Fact.Known<>(fact);
      }
    };
  }

  /**
   * Removes a fact from the cache, so that it is read again when it is next needed, for example
   * after a write that relied on it was refused.
   */
  public void forget(ConnectionId connection, String record) {
    kept.forget(new Key(connection, record));
  }
}
