package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.application.flow.DeliveryReads;
import dev.gladhand.application.key.KeyWraps;
import dev.gladhand.application.node.Nodes;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.EndedSessions;
import dev.gladhand.application.store.FlowReads;
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
import dev.gladhand.persistence.audit.AuditRepository;
import dev.gladhand.persistence.audit.ChainRepository;
import dev.gladhand.persistence.audit.SqlAuditTrail;
import dev.gladhand.persistence.bulk.BulkActionRepository;
import dev.gladhand.persistence.bulk.SqlBulkActions;
import dev.gladhand.persistence.connection.ConnectionRepository;
import dev.gladhand.persistence.connection.ConnectionSecretRepository;
import dev.gladhand.persistence.connection.SettingsSchemas;
import dev.gladhand.persistence.connection.SqlConnections;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.Pool;
import dev.gladhand.persistence.database.PoolSettings;
import dev.gladhand.persistence.database.StoreClock;
import dev.gladhand.persistence.database.StoreTime;
import dev.gladhand.persistence.database.Transactions;
import dev.gladhand.persistence.invitation.InvitationRepository;
import dev.gladhand.persistence.invitation.OauthAppRepository;
import dev.gladhand.persistence.invitation.SignInRepository;
import dev.gladhand.persistence.invitation.SqlInvitations;
import dev.gladhand.persistence.invitation.SqlOauthApps;
import dev.gladhand.persistence.invitation.SqlSignIns;
import dev.gladhand.persistence.lane.SqlLanes;
import dev.gladhand.persistence.lane.StoreWakeups;
import dev.gladhand.persistence.node.EndedSessionRepository;
import dev.gladhand.persistence.node.NodeRepository;
import dev.gladhand.persistence.node.SqlDeliveryReads;
import dev.gladhand.persistence.node.SqlEndedSessions;
import dev.gladhand.persistence.node.SqlFlow;
import dev.gladhand.persistence.node.SqlNodes;
import dev.gladhand.persistence.operation.SqlKeptBytes;
import dev.gladhand.persistence.operation.SqlOperations;
import dev.gladhand.persistence.partner.PartnerRepository;
import dev.gladhand.persistence.partner.SqlPartners;
import dev.gladhand.persistence.reference.ReferenceRepository;
import dev.gladhand.persistence.reference.RefreshJobRepository;
import dev.gladhand.persistence.reference.SqlReferences;
import dev.gladhand.persistence.reference.SqlRefreshJobs;
import dev.gladhand.persistence.schema.SharedTables;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SecretRepository;
import dev.gladhand.persistence.secret.SqlKeyWraps;
import dev.gladhand.persistence.secret.SqlSecrets;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the beans of the store. The pool is Micronaut's, for {@code datasources.default}. The
 * program adds the {@link MasterKeys} and the {@link SettingsSchemas}.
 */
@Factory
final class StoreFactory {

  @Singleton
  Pool pool(DataSource source) throws SQLException {
    return new Pool(DelegatingDataSource.unwrapDataSource(source).unwrap(HikariDataSource.class));
  }

  /** The database; its schema was brought up to date when the pool was made. */
  @Singleton
  Database database(Transactions transactions, Pool pool, @Nullable StoreClock clock) {
    return new Database(transactions, pool, clock);
  }

  /** The clock that all nodes share. */
  @Singleton
  StoreTime time(Database database) {
    return new StoreTime(database);
  }

  @Singleton
  EventBell bell() {
    return new EventBell();
  }

  @Singleton
  Operations operations(Database database, EventBell bell) {
    return new SqlOperations(database, bell);
  }

  @Singleton
  KeptBytes keptBytes(Database database) {
    return new SqlKeptBytes(database);
  }

  @Singleton
  Lanes lanes(Database database) {
    return new SqlLanes(database);
  }

  @Singleton
  Connections connections(
      Database database,
      ConnectionRepository connections,
      ConnectionSecretRepository secrets,
      MasterKeys keys,
      SettingsSchemas schemas) {
    return new SqlConnections(database, connections, secrets, keys, schemas);
  }

  @Singleton
  References references(
      Database database, ReferenceRepository lists, ConnectionRepository connections) {
    return new SqlReferences(database, lists, connections);
  }

  @Singleton
  Partners partners(Database database, PartnerRepository rows) {
    return new SqlPartners(database, rows);
  }

  @Singleton
  Secrets secrets(Database database, SecretRepository rows, MasterKeys keys) {
    return new SqlSecrets(database, rows, keys);
  }

  @Singleton
  AuditTrail auditTrail(Database database, AuditRepository rows, ChainRepository chain) {
    return new SqlAuditTrail(database, rows, chain);
  }

  @Singleton
  RefreshJobs refreshJobs(Database database, RefreshJobRepository rows) {
    return new SqlRefreshJobs(database, rows);
  }

  @Singleton
  BulkActions bulkActions(Database database, BulkActionRepository rows) {
    return new SqlBulkActions(database, rows);
  }

  @Singleton
  Invitations invitations(Database database, InvitationRepository rows) {
    return new SqlInvitations(database, rows);
  }

  @Singleton
  OauthAppStore oauthApps(Database database, OauthAppRepository rows, MasterKeys keys) {
    return new SqlOauthApps(database, rows, keys);
  }

  @Singleton
  SignIns signIns(Database database, SignInRepository rows) {
    return new SqlSignIns(database, rows);
  }

  @Singleton
  EndedSessions endedSessions(Database database, EndedSessionRepository rows) {
    return new SqlEndedSessions(database, rows);
  }

  @Singleton
  Nodes nodes(Database database, NodeRepository rows) {
    return new SqlNodes(database, rows);
  }

  @Singleton
  FlowReads flowReads(Database database) {
    return new SqlFlow(database);
  }

  @Singleton
  DeliveryReads deliveryReads(Database database) {
    return new SqlDeliveryReads(database);
  }

  @Bean(preDestroy = "close")
  @Singleton
  StoreWakeups wakeups(Database database, SharedTables tables) {
    return new StoreWakeups(database, tables);
  }

  @Singleton
  SharedTables tables() {
    return new SharedTables();
  }

  @Singleton
  KeyWraps keyWraps(Database database, MasterKeys keys) {
    return new SqlKeyWraps(database, keys);
  }

  /** Completes the settings of the pool before it is made. */
  @Singleton
  static final class PoolCompletion implements BeanCreatedEventListener<DatasourceConfiguration> {
    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
      HikariConfig settings = event.getBean();
      PoolSettings.apply(settings);
      return event.getBean();
    }
  }
}
