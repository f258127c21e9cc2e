package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.RunJobs;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.connection.ShownConnections;
import dev.gladhand.application.connection.TestConnection;
import dev.gladhand.application.engine.CallLimits;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.reference.PullPage;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.RefreshReferences;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes the beans of connections, and of the references to their records. */
@Factory
final class ConnectionFactory {
  @Singleton
  LiveConnections liveConnections(Connections connections, StoreTime clock) {
    return new LiveConnections(connections, clock);
  }

  @Singleton
  ConnectionBody connectionBody(Adapters adapters, OperatorTargets targets) {
    return new ConnectionBody(adapters, targets);
  }

  @Singleton
  ShownConnections shownConnections(
      Connections connections, Lanes lanes, Operations operations, Adapters adapters) {
    return new ShownConnections(connections, lanes, operations, adapters);
  }

  @Singleton
  FleetIds fleetIds() {
    return new FleetIds(UUID::randomUUID);
  }

  @Singleton
  ConnectionLanes connectionLanes(
      Connections connections, Lanes lanes, LiveConnections live, Wakeups wakeups) {
    return new ConnectionLanes(connections, lanes, live, wakeups);
  }

  @Singleton
  CreateConnection createConnection(
      NodeSettings settings,
      Connections connections,
      ConnectionBody bodies,
      ShownConnections shown,
      FleetIds fleets,
      ClockAndIds clockAndIds,
      Audit audit) {
    return new CreateConnection(
        connections, bodies, shown, fleets, clockAndIds, settings.caps(), audit);
  }

  @Singleton
  ChangeConnection changeConnection(
      Connections connections,
      ConnectionBody bodies,
      ShownConnections shown,
      FleetIds fleets,
      ConnectionLanes connectionLanes,
      StoreTime clock,
      Audit audit) {
    return new ChangeConnection(connections, bodies, shown, fleets, connectionLanes, clock, audit);
  }

  @Singleton
  ReadConnections readConnections(
      Connections connections, Adapters adapters, ShownConnections shown) {
    return new ReadConnections(connections, adapters, shown);
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
  KnownReferences knownReferences(References references) {
    return new KnownReferences(references);
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
    var engine = settings.engine();
    return new PullReferences(
        connections,
        adapters,
        jobs,
        new PullPage(references, calls::access, settings.caps(), clock, engine.tspTimeout()),
        new CallLimits(parts.held(), lanes, adapters, engine),
        clock,
        engine.node());
  }

  @Singleton
  @Named("refreshes")
  RunJobs runRefreshes(PullReferences pulls, Tasks tasks) {
    return new RunJobs("refreshes", pulls, tasks);
  }
}
