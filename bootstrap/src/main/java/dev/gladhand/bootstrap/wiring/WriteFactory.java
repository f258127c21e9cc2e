package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Draining;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.RunJobs;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.bulk.ManageBulkActions;
import dev.gladhand.application.bulk.RunBulkActions;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.operation.CheckRetry;
import dev.gladhand.application.operation.LookAtOperations;
import dev.gladhand.application.operation.RetryOrCancel;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.application.write.AcceptBulk;
import dev.gladhand.application.write.AcceptWrite;
import dev.gladhand.application.write.CheckWrite;
import dev.gladhand.application.write.CountKeptBytes;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.application.write.StoredWrites;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Makes the beans that accept writes, and that show and change operations. */
@Factory
final class WriteFactory {
  private static final int ACCEPTED_TOGETHER = 256;

  /**
   * How many batches of accepted writes are stored at the same time: while the database commits one
   * batch, the next one is prepared and sent.
   */
  private static final int ACCEPTS_AT_ONCE = 2;

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
  CheckWrite checkWrite(
      LiveConnections live,
      KnownReferences known,
      Adapters adapters,
      Draining draining,
      ClockAndIds clockAndIds) {
    return new CheckWrite(live, known, adapters, draining, clockAndIds);
  }

  @Singleton
  StoredWrites storedWrites(Operations operations, WhyItWaits waits, Tasks tasks) {
    return new StoredWrites(operations, waits, tasks);
  }

  @Singleton
  AcceptWrite acceptWrite(
      CheckWrite check,
      StoredWrites stored,
      Operations operations,
      Tasks tasks,
      EngineParts parts,
      PartnerLimits limits,
      Measurements measurements) {
    var adding =
        new GroupCommit<NewOperation, AddResult>(
            tasks, ACCEPTED_TOGETHER, ACCEPTS_AT_ONCE, operations::add);
    return new AcceptWrite(
        check, stored, adding, parts.engine(), parts.deliver(), limits, measurements);
  }

  @Singleton
  AcceptBulk acceptBulk(
      CheckWrite check,
      Operations operations,
      EngineParts parts,
      WhyItWaits waits,
      PartnerLimits limits,
      Measurements measurements) {
    return new AcceptBulk(
        check, operations, parts.engine(), waits, limits, measurements, parts.deliver());
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
      ClockAndIds clockAndIds,
      Audit audit,
      Tracing tracing) {
    return new RetryOrCancel(
        operations,
        new CheckRetry(operations, live, limits),
        engine,
        waits,
        clockAndIds,
        audit,
        tracing);
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
}
