package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Secrets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The installation's secrets in memory, without encryption. */
final class InMemorySecrets implements Secrets {
  private final InMemoryTables tables;

  InMemorySecrets(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<byte[]> find(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.secrets.get(name)).map(byte[]::clone);
    }
  }

  @Override
  public byte[] findOrMake(String name, Supplier<byte[]> make) {
    synchronized (tables) {
      return tables.secrets.computeIfAbsent(name, _ -> make.get().clone()).clone();
    }
  }

  @Override
  public byte[] change(String name, UnaryOperator<byte[]> change) {
    synchronized (tables) {
      var after = change.apply(find(name).orElseThrow());
      tables.secrets.put(name, after.clone());
      return after;
    }
  }
}
