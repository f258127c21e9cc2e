package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.signin.OauthApp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The operator's OAuth applications in memory, without encryption. */
final class InMemoryOauthApps implements OauthAppStore {
  private final InMemoryTables tables;
  private final Map<TspId, Stored> all = new HashMap<>();

  InMemoryOauthApps(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Stored> get(TspId tsp) {
    synchronized (tables) {
      return Optional.ofNullable(all.get(tsp));
    }
  }

  @Override
  public void put(TspId tsp, OauthApp app, Instant now) {
    synchronized (tables) {
      all.put(tsp, new Stored(app, now));
    }
  }

  @Override
  public boolean delete(TspId tsp) {
    synchronized (tables) {
      return all.remove(tsp) != null;
    }
  }
}
