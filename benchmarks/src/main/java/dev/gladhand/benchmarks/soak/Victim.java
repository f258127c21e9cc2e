package dev.gladhand.benchmarks.soak;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A partner that makes a write and a read a second, and has a webhook for the results. */
final class Victim {
  private static final String CONNECTIONS = "/v2/integrations/connections";
  private static final long SECOND = 1_000_000_000L;

  /** A write that is not accepted within this time is a failure. */
  private static final long PATIENCE = 60 * SECOND;

  /** Seconds between two sign-ins, so that each part of the run has one. */
  private static final int SIGN_IN = 8;

  private final String name;
  private final Caller caller;
  private final String connection;
  private final String driver;
  private final Receiver receiver;
  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();

  Victim(String name, Caller caller, String samsara, Receiver receiver) throws IOException {
    this.name = name;
    this.caller = caller;
    this.receiver = receiver;
    connection = caller.connect(samsara, "");
    driver = caller.driver(connection);
    caller.subscribe(receiver.url(name), "resource_operation.*").expect(201);
  }

  /**
   * Writes, reads and signs in until {@code end}, by {@link System#nanoTime}; the phase records the
   * waits.
   */
  void work(long end, Phase phase) {
    var at = System.nanoTime();
    for (var n = 0; System.nanoTime() < end; n++) {
      at += SECOND;
      if (n % SIGN_IN == SIGN_IN - 1) {
        signIn();
      }
      write(n, phase);
      var begun = System.nanoTime();
      answered("GET", CONNECTIONS + "/resource-operations?size=5", "", 200, "");
      phase.read(begun);
      LockSupport.parkNanos(Math.max(0, at - System.nanoTime()));
      // Work that could not be done in time is skipped, as by a user who waits.
      at = Math.max(at, System.nanoTime() - SECOND);
    }
  }

  /**
   * Gets a new token with the right secret, which must succeed even while hostile partners guess
   * this secret; tries for up to a minute.
   */
  private void signIn() {
    for (var end = System.nanoTime() + PATIENCE; System.nanoTime() < end; ) {
      try {
        var status = caller.signIn();
        if (status == 200) {
          return;
        }
        refusals.merge("token " + status, 1, Integer::sum);
      } catch (IOException e) {
        refusals.merge("token " + e.getClass().getSimpleName(), 1, Integer::sum);
      }
      LockSupport.parkNanos(SECOND / 10);
    }
    lost.increment();
  }

  private void write(int number, Phase phase) {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s, message %d\"}"
            .formatted(connection, driver, name, number);
    var begun = System.nanoTime();
    var key = name + "-" + begun;
    while (true) {
      var reply = answered("POST", "/v2/telematics/messages", body, 202, key);
      if (reply != null) {
        phase.accepted(reply, begun);
        operations.add(reply);
        return;
      }
      if (System.nanoTime() - begun > PATIENCE) {
        lost.increment();
        return;
      }
      LockSupport.parkNanos(SECOND / 10);
    }
  }

  /**
   * Sends a request; returns the {@code id} in its answer, or an empty text if the answer has none.
   * If the answer has another status than {@code wanted} or none arrives, counts that and returns
   * null.
   *
   * @param key the idempotency key; empty for none
   */
  private @Nullable String answered(
      String method, String path, String body, int wanted, String key) {
    try {
      var reply =
          key.isEmpty()
              ? caller.call(method, path, body)
              : caller.call(method, path, body, "Idempotency-Key", key);
      if (reply.status() == wanted) {
        return reply.json().path("id").asText("");
      }
      refusals.merge(method + " " + reply.status(), 1, Integer::sum);
    } catch (IOException e) {
      refusals.merge(method + " " + e.getClass().getSimpleName(), 1, Integer::sum);
    }
    return null;
  }

  /**
   * Whether no write or token was lost, and both events of each accepted operation arrived at the
   * receiver and are in the feed.
   */
  boolean complete() throws IOException {
    return lost.sum() == 0
        && receiver.box(name).complete(operations)
        && Receiver.hasBoth(feed(), operations);
  }

  /** The events of the feed by operation; the sequence must have no gap. */
  private Map<String, Set<String>> feed() throws IOException {
    var events = new HashMap<String, Set<String>>();
    var after = 0L;
    while (true) {
      var page =
          caller
              .call("GET", "/v2/notifications/events?size=1000&after=" + after, "")
              .expect(200)
              .json();
      for (var event : page.get("items")) {
        if (event.get("sequence").asLong() != ++after) {
          throw new IllegalStateException(name + ": the feed has a gap before " + event);
        }
        events
            .computeIfAbsent(event.at("/data/0/id").asText(), _ -> new HashSet<>())
            .add(event.get("event_name").asText());
      }
      if (page.get("items").isEmpty()) {
        return events;
      }
    }
  }

  int accepted() {
    return operations.size();
  }

  Map<String, Integer> refusals() {
    return refusals;
  }

  Caller caller() {
    return caller;
  }

  String connection() {
    return connection;
  }

  @Override
  public String toString() {
    return "%s: %d writes accepted, %d writes or tokens refused for good, webhook %s, not as wanted: %s"
        .formatted(name, accepted(), lost.sum(), receiver.box(name).shown(), refusals);
  }
}
