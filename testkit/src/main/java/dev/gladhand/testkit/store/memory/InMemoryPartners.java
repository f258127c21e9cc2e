package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import java.util.List;
import java.util.Optional;

/** The partners in memory. */
final class InMemoryPartners implements Partners {
  private final InMemoryTables tables;

  InMemoryPartners(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public void add(Partner partner) {
    synchronized (tables) {
      if (findByClient(partner.clientId()).isPresent()
          || tables.partners.putIfAbsent(partner.id().value(), partner) != null) {
        throw new IllegalStateException("partner " + partner.id() + " or its client exists");
      }
    }
  }

  @Override
  public Optional<Partner> find(PartnerId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.partners.get(id.value()));
    }
  }

  @Override
  public Optional<Partner> findByClient(String clientId) {
    synchronized (tables) {
      return tables.partners.values().stream()
          .filter(partner -> partner.clientId().equals(clientId))
          .findFirst();
    }
  }

  @Override
  public List<Partner> list() {
    synchronized (tables) {
      return List.copyOf(tables.partners.values());
    }
  }

  @Override
  public boolean update(Partner read, Partner changed) {
    synchronized (tables) {
      return tables.partners.replace(read.id().value(), read, changed);
    }
  }
}
