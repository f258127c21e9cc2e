package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.application.engine.Sweeper;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes the beans of the engine, which delivers the writes, and of the parts that report its
 * progress.
 */
@Factory
final class EngineFactory {
  private static final Duration SWEEP = Duration.ofSeconds(1);

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
  ReadFlow readFlow(FlowReads reads, Connections connections, Lanes lanes, InstantSource clock) {
    return new ReadFlow(reads, connections, lanes, clock);
  }
}
