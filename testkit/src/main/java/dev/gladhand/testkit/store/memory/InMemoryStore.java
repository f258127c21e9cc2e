package dev.gladhand.testkit.store.memory;

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
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All ports of the store on maps in memory, for tests and simulations. Every method is atomic under
 * one lock, nothing blocks, nothing runs on a thread of its own, and the order of a list depends
 * only on the calls. The time comes from the given clock.
 */
public final class InMemoryStore {
  private final InMemoryTables tables;
  private final Operations operations;
  private final Lanes lanes;
  private final Connections connections;
  private final References references;
  private final Partners partners;
  private final Secrets secrets;
  private final RefreshJobs refreshJobs;
  private final AuditTrail auditTrail = new InMemoryAuditTrail();
  private final BulkActions bulkActions;
  private final Invitations invitations;
  private final OauthAppStore oauthApps;
  private final SignIns signIns;
  private final KeptBytes keptBytes;
  private final Wakeups wakeups;

  public InMemoryStore(InstantSource clock) {
    tables = new InMemoryTables(() -> clock.instant().truncatedTo(ChronoUnit.MICROS));
    operations = new InMemoryOperations(tables);
    lanes = new InMemoryLanes(tables);
    connections = new InMemoryConnections(tables);
    references = new InMemoryReferences(tables);
    partners = new InMemoryPartners(tables);
    secrets = new InMemorySecrets(tables);
    refreshJobs = new InMemoryRefreshJobs(tables);
    bulkActions = new InMemoryBulkActions(tables);
    invitations = new InMemoryInvitations(tables);
    oauthApps = new InMemoryOauthApps(tables);
    signIns = new InMemorySignIns(tables);
    keptBytes = new InMemoryKeptBytes(tables);
    wakeups = new InMemoryWakeups();
  }

  public Operations operations() {
    return operations;
  }

  public Lanes lanes() {
    return lanes;
  }

  public Connections connections() {
    return connections;
  }

  public References references() {
    return references;
  }

  public Partners partners() {
    return partners;
  }

  public Secrets secrets() {
    return secrets;
  }

  public RefreshJobs refreshJobs() {
    return refreshJobs;
  }

  public AuditTrail auditTrail() {
    return auditTrail;
  }

  public BulkActions bulkActions() {
    return bulkActions;
  }

  public Invitations invitations() {
    return invitations;
  }

  public OauthAppStore oauthApps() {
    return oauthApps;
  }

  public SignIns signIns() {
    return signIns;
  }

  public KeptBytes keptBytes() {
    return keptBytes;
  }

  /** Signals are sent to the listeners at once, on the caller's thread. */
  public Wakeups wakeups() {
    return wakeups;
  }

  /** All events that changes of the stored data have written, oldest first. */
  public List<Event> events() {
    synchronized (tables) {
      return List.copyOf(tables.events);
    }
  }

  /**
   * An event as a change of the stored data wrote it.
   *
   * @param position its place among all events of the store, from 1
   * @param operation the operation that it is about, or null
   * @param connection the connection that it is about, or null
   */
  public record Event(
      long position,
      PartnerId partner,
      String name,
      @Nullable OperationId operation,
      @Nullable UUID connection,
      Instant createdAt) {}
}
