package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tests by one harmless call whether a connection's address and credentials work. Changes nothing.
 */
public final class TestConnection {
  /**
   * Makes the call of a test. Blocks until the time-out at most; returns a failure of the network
   * as an outcome.
   */
  @FunctionalInterface
  public interface Probe {
    Outcome test(Connection connection, Duration timeout);
  }

  private final Connections connections;
  private final Adapters adapters;
  private final Probe probe;
  private final Duration timeout;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock
   */
  public TestConnection(
      Connections connections,
      Adapters adapters,
      Probe probe,
      Duration timeout,
      LongSupplier nanoTime) {
    this.connections = connections;
    this.adapters = adapters;
    this.probe = probe;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  public Answer<Tested> test(PartnerId partner, ConnectionId id) {
    return ReadConnections.find(connections, partner, id)
        .flatMap(
            connection -> {
              if (adapters.find(connection.tsp()).isEmpty()) {
                return Answer.refused(
                    new Refusal.NotSupported(
                        "this installation has no adapter for " + connection.tsp()));
              }
              var begun = nanoTime.getAsLong();
              var outcome = probe.test(connection, timeout);
              return Answer.ok(
                  new Tested(error(outcome), Duration.ofNanos(nanoTime.getAsLong() - begun)));
            });
  }

  private static @Nullable TspError error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Progressed _ -> null;
      case Outcome.Rejected(var error, _, _) -> error;
      case Outcome.Throttled(var error, _) -> error;
    };
  }

  /**
   * The result of a test.
   *
   * @param error null if the call succeeded
   */
  public record Tested(@Nullable TspError error, Duration took) {
    public Map<String, @Nullable Object> toJson() {
      var reply = error == null ? null : error.reply();
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("ok", error == null);
      json.put("error_type", error == null ? null : error.type().wire());
      json.put("error_details", error == null ? null : error.details());
      json.put("response_status_code", reply == null ? null : reply.status());
      json.put("latency_ms", took.toMillis());
      return json;
    }
  }
}
