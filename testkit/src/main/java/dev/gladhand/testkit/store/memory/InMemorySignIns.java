package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.SignIns;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sign-ins under way in memory. */
final class InMemorySignIns implements SignIns {
  private record Held(SignIn signIn, Instant until) {}

  private final InMemoryTables tables;
  private final Map<String, Held> all = new HashMap<>();

  InMemorySignIns(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public void begin(SignIn begun, Duration life) {
    synchronized (tables) {
      all.put(begun.stateHash(), new Held(begun, tables.now().plus(life)));
    }
  }

  @Override
  public Optional<SignIn> take(String stateHash) {
    synchronized (tables) {
      return Optional.ofNullable(all.remove(stateHash))
          .filter(held -> tables.now().isBefore(held.until()))
          .map(Held::signIn);
    }
  }
}
