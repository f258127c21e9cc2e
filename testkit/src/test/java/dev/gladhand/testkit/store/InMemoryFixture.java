package dev.gladhand.testkit.store;

import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The store in memory, with a clock that stands still until it is moved. */
public final class InMemoryFixture implements StoreUnderTest {
  private Instant now = Instant.parse("2026-11-20T08:30:00.123456Z");
  private final InMemoryStore store = new InMemoryStore(() -> now);

  @Override
  public Operations operations() {
    return store.operations();
  }

  @Override
  public Lanes lanes() {
    return store.lanes();
  }

  @Override
  public Connections connections() {
    return store.connections();
  }

  @Override
  public References references() {
    return store.references();
  }

  @Override
  public Partners partners() {
    return store.partners();
  }

  @Override
  public Secrets secrets() {
    return store.secrets();
  }

  @Override
  public RefreshJobs refreshJobs() {
    return store.refreshJobs();
  }

  @Override
  public AuditTrail auditTrail() {
    return store.auditTrail();
  }

  @Override
  public BulkActions bulkActions() {
    return store.bulkActions();
  }

  @Override
  public Invitations invitations() {
    return store.invitations();
  }

  @Override
  public OauthAppStore oauthApps() {
    return store.oauthApps();
  }

  @Override
  public KeptBytes keptBytes() {
    return store.keptBytes();
  }

  @Override
  public SignIns signIns() {
    return store.signIns();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public List<String> eventsOf(OperationId operation) {
    return store.events().stream()
        .filter(event -> operation.equals(event.operation()))
        .map(InMemoryStore.Event::name)
        .toList();
  }

  @Override
  public List<String> eventsOf(PartnerId partner) {
    return store.events().stream()
        .filter(event -> partner.equals(event.partner()))
        .map(InMemoryStore.Event::name)
        .toList();
  }

  @Override
  public List<String> eventsOf(UUID connection) {
    return store.events().stream()
        .filter(event -> event.operation() == null && connection.equals(event.connection()))
        .map(InMemoryStore.Event::name)
        .toList();
  }
}
