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
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A database store whose time can be moved. */
public final class SqlFixture implements StoreUnderTest {
  public static final MasterKeys KEYS = new MasterKeys(new byte[32], List.of());

  static final SettingsSchema SETTINGS =
      new SettingsSchema(Shape.of(List.of(Settings.BASE_URL)), Set.of("api.example.com"));

  private final TestDatabase test;
  private final Database database;
  private final SqlStore store;

  public SqlFixture(TestDatabase test) {
    this.test = test;
    database = test.database();
    test.empty();
    store = test.context().store(KEYS, _ -> Optional.of(SETTINGS));
  }

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
    return database.read(database::time);
  }

  @Override
  public void advance(Duration by) {
    test.execute("update test_clock set moved = moved + " + by.toNanos() / 1000);
  }

  /** Somebody hears of the partner from now on. */
  static void hear(Database database, PartnerId partner) {
    new SqlEvents(database, Duration.ZERO).feed(partner, 0, 1);
  }

  /** As the partner sees them who asks now, so that the store makes what it has left out. */
  @Override
  public List<String> eventsOf(OperationId operation) {
    operations().find(operation).ifPresent(found -> hear(database, found.partner()));
    return events(
        "select name from event where operation_id = ? order by position", operation.value());
  }

  @Override
  public List<String> eventsOf(PartnerId partner) {
    return events("select name from event where partner_id = ? order by position", partner.value());
  }

  @Override
  public List<String> eventsOf(UUID connection) {
    return events(
        "select name from event where connection_id = ? and operation_id is null order by position",
        connection);
  }

  private List<String> events(String text, UUID id) {
    return database.read(
        sql -> {
          var names = new ArrayList<String>();
          try (var statement = sql.prepareStatement(text)) {
            Parameters.of(statement).id(id);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                names.add(rows.getString(1));
              }
            }
          }
          return names;
        });
  }
}
