package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Draining;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.RunJobs;
import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.bulk.ManageBulkActions;
import dev.gladhand.application.bulk.RunBulkActions;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.connection.TestConnection;
import dev.gladhand.application.engine.CallLimits;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.application.engine.Sweeper;
import dev.gladhand.application.flow.DeliveryReads;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.key.KeyWraps;
import dev.gladhand.application.key.RewrapSecrets;
import dev.gladhand.application.node.Nodes;
import dev.gladhand.application.node.ReadNodes;
import dev.gladhand.application.operation.LookAtOperations;
import dev.gladhand.application.operation.RetryOrCancel;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.partner.AdminClient;
import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.application.partner.ClientSecrets;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.RefreshReferences;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.application.write.AcceptBulk;
import dev.gladhand.application.write.AcceptWrite;
import dev.gladhand.application.write.CheckWrite;
import dev.gladhand.application.write.CountKeptBytes;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.http.auth.AuthSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes the beans of the use cases. */
@Factory
final class UseCaseFactory {
  private static final int ACCEPTED_TOGETHER = 256;

  /** While the database commits one batch, the next is prepared and sent. */
  private static final int ACCEPTS_AT_ONCE = 2;

  private static final Duration SWEEP = Duration.ofSeconds(1);

  /**
   * The clock for the whole program: the store's time. So a token of one node is valid at the
   * others for its hour, and credentials that one node has renewed expire for all at once, even if
   * their own clocks differ. It is the primary bean, because Micronaut has a clock of its own.
   */
  @Singleton
  @Primary
  InstantSource clock(StoreTime clock) {
    return clock;
  }

  @Singleton
  @Bean(preDestroy = "close")
  VirtualTasks tasks() {
    return new VirtualTasks();
  }

  @Singleton
  TimeOrderedIds ids(StoreTime clock) {
    // Ids must be unique, not unguessable, because every access to an object is checked.
    return new TimeOrderedIds(
        clock, RandomGeneratorFactory.of("L128X256MixRandom").create(SecureRandom.getSeed(48)));
  }

  @Singleton
  Audit audit(AuditTrail trail, TimeOrderedIds ids, StoreTime clock) {
    return new Audit(trail, ids, clock);
  }

  @Singleton
  LiveConnections liveConnections(Connections connections, StoreTime clock) {
    return new LiveConnections(connections, clock);
  }

  @Singleton
  KnownReferences knownReferences(References references) {
    return new KnownReferences(references);
  }

  @Singleton
  CallTsp callTsp(
      Adapters adapters,
      Connections connections,
      Operations operations,
      InstantSource clock,
      Measurements measurements,
      Tracing tracing) {
    return new CallTsp(adapters, connections, operations, clock, measurements, tracing);
  }

  @Singleton
  Recorder recorder(Operations operations, Tasks tasks, Measurements measurements) {
    return new Recorder(operations, tasks, measurements);
  }

  @Singleton
  EngineParts engineParts(
      NodeSettings settings,
      EngineParts.Stores stores,
      LiveConnections live,
      Adapters adapters,
      CallTsp calls,
      Recorder recorder,
      Tasks tasks,
      StoreTime clock) {
    return EngineParts.of(
        settings.engine(),
        stores,
        live,
        adapters,
        calls,
        recorder,
        new EngineParts.Surroundings(tasks, clock, RandomGenerator.getDefault()));
  }

  @Singleton
  EngineParts.Stores engineStores(
      Operations operations, Lanes lanes, Connections connections, Wakeups wakeups) {
    return new EngineParts.Stores(operations, lanes, connections, wakeups);
  }

  @Singleton
  Engine engine(EngineParts parts) {
    return parts.engine();
  }

  @Singleton
  WhyItWaits whyItWaits(
      Operations operations,
      Lanes lanes,
      LiveConnections live,
      EngineParts parts,
      StoreTime clock) {
    return new WhyItWaits(operations, lanes, live, parts.held(), clock);
  }

  @Singleton
  Sweeper sweeper(
      NodeSettings settings,
      Operations operations,
      Lanes lanes,
      AuditTrail audit,
      Recorder recorder,
      Tasks tasks,
      StoreTime clock) {
    return new Sweeper(
        operations,
        lanes,
        audit,
        recorder,
        tasks,
        clock,
        new Sweeper.Times(
            SWEEP, settings.engine().syncTimeout(), settings.kept(), settings.auditKept()));
  }

  @Singleton
  PartnerLimits partnerLimits(
      NodeSettings settings, Operations operations, KeptBytes keptBytes, StoreTime clock) {
    return new PartnerLimits(settings.limits(), settings.caps(), operations, keptBytes, clock);
  }

  @Singleton
  CountKeptBytes countKeptBytes(
      NodeSettings settings, KeptBytes keptBytes, Tasks tasks, StoreTime clock) {
    return new CountKeptBytes(keptBytes, tasks, clock, settings.kept());
  }

  @Singleton
  AcceptWrite acceptWrite(
      PartnerLimits limits,
      LiveConnections live,
      KnownReferences known,
      Adapters adapters,
      Operations operations,
      EngineParts parts,
      WhyItWaits waits,
      TimeOrderedIds ids,
      Tasks tasks,
      StoreTime clock,
      Measurements measurements,
      Draining draining) {
    return new AcceptWrite(
        new CheckWrite(live, known, adapters),
        operations,
        new GroupCommit<>(tasks, ACCEPTED_TOGETHER, ACCEPTS_AT_ONCE, operations::add),
        parts.deliver(),
        parts.engine(),
        waits,
        limits,
        operationIds(ids),
        clock,
        measurements,
        tasks,
        draining);
  }

  @Singleton
  AcceptBulk acceptBulk(
      PartnerLimits limits,
      LiveConnections live,
      KnownReferences known,
      Adapters adapters,
      Operations operations,
      Engine engine,
      WhyItWaits waits,
      AcceptWrite writes,
      TimeOrderedIds ids,
      StoreTime clock,
      Measurements measurements) {
    return new AcceptBulk(
        new CheckWrite(live, known, adapters),
        operations,
        engine,
        waits,
        limits,
        operationIds(ids),
        clock,
        measurements,
        writes);
  }

  @Singleton
  LookAtOperations lookAtOperations(Operations operations, WhyItWaits waits) {
    return new LookAtOperations(operations, waits);
  }

  @Singleton
  RetryOrCancel retryOrCancel(
      Operations operations,
      LiveConnections live,
      Engine engine,
      WhyItWaits waits,
      PartnerLimits limits,
      TimeOrderedIds ids,
      StoreTime clock,
      Audit audit,
      Tracing tracing) {
    return new RetryOrCancel(
        operations, live, engine, waits, limits, operationIds(ids), clock, audit, tracing);
  }

  @Singleton
  CreateConnection createConnection(
      NodeSettings settings,
      Connections connections,
      Lanes lanes,
      Operations operations,
      Adapters adapters,
      OperatorTargets targets,
      StoreTime clock,
      TimeOrderedIds ids,
      Audit audit) {
    return new CreateConnection(
        connections,
        lanes,
        operations,
        adapters,
        targets,
        clock,
        ids,
        UUID::randomUUID,
        settings.caps(),
        audit);
  }

  @Singleton
  ChangeConnection changeConnection(
      Connections connections,
      Lanes lanes,
      Operations operations,
      LiveConnections live,
      Wakeups wakeups,
      Adapters adapters,
      OperatorTargets targets,
      StoreTime clock,
      Audit audit) {
    return new ChangeConnection(
        connections,
        lanes,
        operations,
        live,
        wakeups,
        adapters,
        targets,
        clock,
        UUID::randomUUID,
        audit);
  }

  @Singleton
  ReadConnections readConnections(
      Connections connections, Lanes lanes, Operations operations, Adapters adapters) {
    return new ReadConnections(connections, lanes, operations, adapters);
  }

  @Singleton
  TestConnection testConnection(
      NodeSettings settings, Connections connections, Adapters adapters, CallTsp calls) {
    return new TestConnection(
        connections, adapters, calls::test, settings.engine().tspTimeout(), System::nanoTime);
  }

  @Singleton
  DescribeTsps describeTsps(Adapters adapters) {
    return new DescribeTsps(adapters);
  }

  @Singleton
  DescribeCapabilities describeCapabilities(Connections connections, Adapters adapters) {
    return new DescribeCapabilities(connections, adapters);
  }

  @Singleton
  ImportReferences importReferences(
      NodeSettings settings, Connections connections, References references, StoreTime clock) {
    return new ImportReferences(connections, references, clock, settings.caps());
  }

  @Singleton
  ReadReferences readReferences(References references) {
    return new ReadReferences(references);
  }

  @Singleton
  RefreshReferences refreshReferences(
      Connections connections,
      Adapters adapters,
      RefreshJobs jobs,
      StoreTime clock,
      TimeOrderedIds ids) {
    return new RefreshReferences(connections, adapters, jobs, clock, ids);
  }

  @Singleton
  PullReferences pullReferences(
      NodeSettings settings,
      Connections connections,
      Adapters adapters,
      RefreshJobs jobs,
      References references,
      CallTsp calls,
      EngineParts parts,
      Lanes lanes,
      StoreTime clock) {
    return new PullReferences(
        connections,
        adapters,
        jobs,
        references,
        calls::access,
        new CallLimits(parts.held(), lanes, adapters, settings.engine()),
        settings.caps(),
        clock,
        settings.engine().node(),
        settings.engine().tspTimeout());
  }

  @Singleton
  @Named("refreshes")
  RunJobs runRefreshes(PullReferences pulls, Tasks tasks) {
    return new RunJobs("refreshes", pulls, tasks);
  }

  @Singleton
  ManageBulkActions manageBulkActions(
      BulkActions actions,
      Operations operations,
      Audit audit,
      StoreTime clock,
      TimeOrderedIds ids) {
    return new ManageBulkActions(actions, operations, audit, clock, ids);
  }

  @Singleton
  @Named("bulk-actions")
  RunJobs runBulkActions(
      NodeSettings settings,
      BulkActions actions,
      Operations operations,
      RetryOrCancel changes,
      Tasks tasks,
      StoreTime clock) {
    return new RunJobs(
        "bulk-actions",
        new RunBulkActions(actions, operations, changes, clock, settings.engine().node()),
        tasks);
  }

  @Singleton
  ChangeMasterKey changeMasterKey(KeyWraps wraps, Audit audit) {
    return new ChangeMasterKey(wraps, audit);
  }

  @Singleton
  RewrapSecrets rewrapSecrets(KeyWraps wraps, Tasks tasks) {
    return new RewrapSecrets(wraps, tasks);
  }

  @Singleton
  ReadFlow readFlow(FlowReads reads, Connections connections, Lanes lanes, InstantSource clock) {
    return new ReadFlow(reads, connections, lanes, clock);
  }

  @Singleton
  ReadDeliveries readDeliveries(DeliveryReads reads) {
    return new ReadDeliveries(reads);
  }

  @Singleton
  ReadNodes readNodes(Nodes nodes) {
    return new ReadNodes(nodes);
  }

  @Singleton
  AuthSettings authSettings(NodeSettings settings) {
    var issuer = settings.issuer();
    return issuer == null
        ? AuthSettings.EMBEDDED
        : new AuthSettings(
            new AuthSettings.External(
                issuer.url(),
                URI.create(issuer.jwksUrl()),
                issuer.audience(),
                issuer.partnerClaim(),
                issuer.admin(),
                issuer.provision(),
                issuer.lifetime()));
  }

  @Singleton
  ClientSecrets clientSecrets(Secrets secrets) {
    return new ClientSecrets(secrets, new SecureRandom());
  }

  @Singleton
  SealedNumbers sealedNumbers(Secrets secrets) {
    return new SealedNumbers(secrets, new SecureRandom());
  }

  @Singleton
  Clients clients(
      NodeSettings settings, Partners partners, ClientSecrets secrets, InstantSource clock) {
    var admin = settings.admin();
    return new Clients(
        partners,
        secrets,
        admin == null ? null : new AdminClient(admin.id(), admin.secret()),
        clock);
  }

  @Singleton
  CheckSecret checkSecret(Clients clients, InstantSource clock) {
    return new CheckSecret(clients, clock);
  }

  @Singleton
  PartnerCaps partnerCaps(NodeSettings settings) {
    return settings.caps();
  }

  @Singleton
  ManagePartners managePartners(
      Partners partners,
      ClientSecrets secrets,
      Clients clients,
      Wakeups wakeups,
      TimeOrderedIds ids,
      StoreTime clock,
      OperatorTargets targets,
      Audit audit) {
    return new ManagePartners(partners, secrets, clients, wakeups, ids, clock, targets, audit);
  }

  private static Supplier<OperationId> operationIds(TimeOrderedIds ids) {
    return () -> new OperationId(ids.get());
  }
}
