package dev.gladhand.sandbox.journal;

import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Every request received and every write applied, the newest kept when there are too many. */
public final class Journal {
  private final InstantSource clock;
  private final Window<Received> received;
  private final Window<Applied> applied;
  private final Map<String, Long> totals = new TreeMap<>();
  private long sequence;

  /**
   * Makes an empty journal.
   *
   * @param entries how many requests, and how many writes, are kept at most
   * @param bytes about how much memory each of the two may take
   */
  public Journal(InstantSource clock, int entries, long bytes) {
    this.clock = clock;
    this.received = new Window<>(entries, bytes, Received::weight);
    this.applied = new Window<>(entries, bytes, Applied::weight);
  }

  /** Notes a request; it is visible from now on, answered or not. */
  public synchronized Received received(String provider, RequestHead head, byte[] body) {
    var entry = new Received(++sequence, provider, clock.instant(), head, body);
    received.add(entry);
    count(provider + ".received");
    return entry;
  }

  /** Notes a write that took effect. */
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

  /** The requests that match, the oldest first. */
  public List<Received> received(Query query) {
    List<Received> all = snapshot(received);
    return all.stream().filter(query::matches).limit(query.limit()).toList();
  }

  /** The writes that match, the oldest first. */
  public List<Applied> applied(Query query) {
    List<Applied> all = snapshot(applied);
    return all.stream().filter(query::matches).limit(query.limit()).toList();
  }

  /** How often each key was created, by key; updates do not count. */
  public Map<String, Integer> timesApplied(Query query) {
    var times = new TreeMap<String, Integer>();
    for (Applied write : applied(query)) {
      if (write.operation().equals("create")) {
        times.merge(write.key(), 1, Integer::sum);
      }
    }
    return times;
  }

  /** How often each key was received, by key. */
  public Map<String, Integer> timesReceived(Query query, Function<Received, List<String>> keys) {
    var times = new TreeMap<String, Integer>();
    for (Received entry : received(query)) {
      keys.apply(entry).forEach(key -> times.merge(key, 1, Integer::sum));
    }
    return times;
  }

  /** Numbers since the last reset, those no longer kept included: {@code <provider>.received}. */
  public synchronized Map<String, Long> totals() {
    return Map.copyOf(totals);
  }

  /** Waits until so many requests match; false when the time is up before. */
  public boolean awaitReceived(Query query, int atLeast, Duration atMost)
      throws InterruptedException {
    return await(journal -> journal.received(query).size(), atLeast, atMost);
  }

  /** Waits until so many writes match; false when the time is up before. */
  public boolean awaitApplied(Query query, int atLeast, Duration atMost)
      throws InterruptedException {
    return await(journal -> journal.applied(query).size(), atLeast, atMost);
  }

  /** Forgets everything; sequences go on. */
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
      // Being woken by every entry would count the whole journal for every request of a flood.
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
