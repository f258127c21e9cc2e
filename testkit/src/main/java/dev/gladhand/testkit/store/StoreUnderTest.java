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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An initially empty store with a clock that tests can move. */
public interface StoreUnderTest {
  Operations operations();

  Lanes lanes();

  Connections connections();

  References references();

  Partners partners();

  Secrets secrets();

  RefreshJobs refreshJobs();

  AuditTrail auditTrail();

  BulkActions bulkActions();

  Invitations invitations();

  OauthAppStore oauthApps();

  SignIns signIns();

  KeptBytes keptBytes();

  /** The store's time, with a precision of a microsecond. */
  Instant now();

  /** Moves the store's time on. */
  void advance(Duration by);

  /** The names of the events about an operation, in the order in which they were written. */
  List<String> eventsOf(OperationId operation);

  /**
   * The names of the events about a connection itself, without those about its operations, in the
   * order in which they were written.
   */
  List<String> eventsOf(UUID connection);

  /** The names of all events of a partner, in the order in which they were written. */
  List<String> eventsOf(PartnerId partner);
}
