package dev.gladhand.bootstrap;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.store.Wakeups.Signal;
import jakarta.inject.Singleton;

/**
 * Acts on the signals that other nodes send: wakes the engine if there is work, and drops cached
 * connections and clients that have changed.
 */
@Singleton
final class HearSignals {
  private final Wakeups wakeups;
  private final Engine engine;
  private final LiveConnections connections;
  private final Clients clients;
  private final Tasks tasks;

  HearSignals(
      Wakeups wakeups, Engine engine, LiveConnections connections, Clients clients, Tasks tasks) {
    this.wakeups = wakeups;
    this.engine = engine;
    this.connections = connections;
    this.clients = clients;
    this.tasks = tasks;
  }

  void start() {
    wakeups.listen(this::heard);
  }

  private void heard(Signal signal) {
    switch (signal) {
      case Signal.LaneDue() -> engine.wake();
      case Signal.LaneFilled(var connection) -> engine.filled(connection);
      case Signal.ConnectionChanged(var connection) -> {
        connections.forget(connection);
        tasks.run(() -> engine.changed(connection));
      }
      case Signal.PartnerChanged(var client) -> clients.forget(client);
      case Signal.EventAdded() -> {}
    }
  }
}
