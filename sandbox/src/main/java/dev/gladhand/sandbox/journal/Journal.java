package dev.gladhand.sandbox.journal;

import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Records every received request and every applied write. When a limit is exceeded, the oldest are
 * removed.
 */
public final class Journal {
  private final InstantSource clock;
  private final Window<Received> received;
  private final Window<Applied> applied;
  private final Map<String, Long> totals = new TreeMap<>();
  private long sequence;

  /**
   * Makes an empty journal.
   *
   * @param entries the largest number of requests, and likewise of writes
   * @param bytes the approximate memory in bytes that the requests, and likewise the writes, may
   *     take
   */
  public Journal(InstantSource clock, int entries, long bytes) {
    this.clock = clock;
    this.received = new Window<>(entries, bytes, Received::weight);
    this.applied = new Window<>(entries, bytes, Applied::weight);
  }

  /** Adds a received request. Queries find it from now on, even before it is answered. */
  public synchronized Received received(String provider, RequestHead head, byte[] body) {
    var entry = new Received(++sequence, provider, clock.instant(), head, body);
    received.add(entry);
    count(provider + ".received");
    return entry;
  }

  /** Adds an applied write. */
  public synchronized void applied(
      Received request, String resource, String operation, String id, String key, Json.Obj fields) {
    request.countApplied();
    applied.add(
        new Applied(
            ++sequence,
            request.sequence(),
            clock.instant(),
            request.provider(),
            resource,
            operation,
            id,
            key,
            fields));
    count(request.provider() + ".applied");
  }

  /** The requests that match the query, the oldest first. */
  public List<Received> received(Query query) {
    List<Received> all = snapshot(received);
    return all.stream().filter(query::matches).limit(query.limit()).toList();
  }

  /** The applied writes that match the query, the oldest first. */
  public List<Applied> applied(Query query) {
    List<Applied> all = snapshot(applied);
    return all.stream().filter(query::matches).limit(query.limit()).toList();
  }

  /** The number of creates that were applied, by the key of the write; updates do not count. */
  public Map<String, Integer> timesApplied(Query query) {
    var times = new TreeMap<String, Integer>();
    for (Applied write : applied(query)) {
      if (write.operation().equals("create")) {
        times.merge(write.key(), 1, Integer::sum);
      }
    }
    return times;
  }

  /**
   * How often each write was received, by the key of the write.
   *
   * @param keys reads the keys of the writes in a request
   */
  public Map<String, Integer> timesReceived(Query query, Function<Received, List<String>> keys) {
    var times = new TreeMap<String, Integer>();
    for (Received entry : received(query)) {
      try {
        keys.apply(entry).forEach(key -> times.merge(key, 1, Integer::sum));
      } catch (JsonFault _) {
        // The request has no keys.
      }
    }
    return times;
  }

  /**
   * The numbers of requests and of applied writes since the journal was last cleared, including
   * those that were removed because of the limits. The keys are {@code <provider>.received} and
   * {@code <provider>.applied}.
   */
  public synchronized Map<String, Long> totals() {
    return Map.copyOf(totals);
  }

  /**
   * Waits until at least this many requests match the query; returns false if the time is over
   * first.
   */
  public boolean awaitReceived(Query query, int atLeast, Duration atMost)
      throws InterruptedException {
    return await(journal -> journal.received(query).size(), atLeast, atMost);
  }

  /**
   * Waits until at least this many applied writes match the query; returns false if the time is
   * over first.
   */
  public boolean awaitApplied(Query query, int atLeast, Duration atMost)
      throws InterruptedException {
    return await(journal -> journal.applied(query).size(), atLeast, atMost);
  }

  /** Removes all entries and totals; the sequence numbers continue. */
  public synchronized void clear() {
    received.clear();
    applied.clear();
    totals.clear();
  }

  private boolean await(ToLongFunction<Journal> number, int atLeast, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (number.applyAsLong(this) < atLeast) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      // The journal is counted at intervals and not at each new entry, because each count reads all
      // of it.
      Thread.sleep(2);
    }
    return true;
  }

  private void count(String what) {
    totals.merge(what, 1L, Long::sum);
  }

  private synchronized <T> List<T> snapshot(Window<T> window) {
    return new ArrayList<>(window.items());
  }
}
