package dev.gladhand.persistence;

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
import dev.gladhand.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** A store for measuring: its time is the machine's, and stays so. */
record SpeedStore(SqlStore store) implements StoreUnderTest {
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
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void advance(Duration by) {
    throw new UnsupportedOperationException("time is the machine's");
  }

  @Override
  public List<String> eventsOf(OperationId operation) {
    return List.of();
  }

  @Override
  public List<String> eventsOf(PartnerId partner) {
    return List.of();
  }

  @Override
  public List<String> eventsOf(UUID connection) {
    return List.of();
  }
}
