package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.RunJobs;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
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
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.KnownReferences;
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
}
