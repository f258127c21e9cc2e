package dev.gladhand.bootstrap;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.http.Buckets;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.StoreDamage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The measurements as series of Micrometer; labels are of closed sets, never a partner's or a
 * connection's.
 */
@Singleton
final class MeteredMeasurements implements Measurements {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final SeldomCounted<Backlog> backlog;
  private final SeldomCounted<Long> toRewrap;

  MeteredMeasurements(
      MeterRegistry registry,
      Provider<Operations> operations,
      Provider<EngineParts> engine,
      Provider<ChangeMasterKey> keys,
      Database database,
      InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.backlog =
        new SeldomCounted<>(() -> operations.get().backlog(null), new Backlog(0, null), clock);
    this.toRewrap = new SeldomCounted<>(() -> keys.get().left(), 0L, clock);
    Gauge.builder("gladhand.operations.pending", this, it -> it.backlog.get().pending())
        .description("Operations that have not ended")
        .register(registry);
    Gauge.builder("gladhand.operations.oldest.waiting", this, MeteredMeasurements::oldestSeconds)
        .description("How long the oldest of them has waited")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("gladhand.secrets.to.rewrap", this, it -> it.toRewrap.get())
        .description("Stored secrets that another master key than the current one wraps")
        .register(registry);
    Gauge.builder("gladhand.lanes.held", () -> engine.get().held().count())
        .description("Lanes this node works on at the moment")
        .register(registry);
    var damage = database.damage();
    if (damage != null) {
      FunctionCounter.builder("gladhand.store.mended", damage, StoreDamage::mended)
          .description("How often the embedded database was damaged and mended")
          .register(registry);
    }
  }

  @Override
  public void accepted(TspId tsp, Resource resource, Mode mode) {
    Counter.builder("gladhand.operations.accepted")
        .description("Writes accepted")
        .tags(tags(tsp, resource).and("mode", mode.wire()))
        .register(registry)
        .increment();
  }

  @Override
  public void ended(TspId tsp, Resource resource, Mode mode, String outcome) {
    Counter.builder("gladhand.operations.ended")
        .description("Operations that ended, by outcome")
        .tags(tags(tsp, resource).and("mode", mode.wire()).and("outcome", outcome))
        .register(registry)
        .increment();
  }

  @Override
  public void called(TspId tsp, Resource resource, String outcome, Duration took) {
    Timer.builder("gladhand.tsp.calls")
        .description("Calls of providers, from the first byte sent to the answer read")
        .tags(tags(tsp, resource).and("outcome", outcome))
        .serviceLevelObjectives(Buckets.ofTimes())
        .register(registry)
        .record(took);
  }

  private static Tags tags(TspId tsp, Resource resource) {
    return Tags.of("tsp", tsp.slug(), "resource", resource.wire());
  }

  private static double oldestSeconds(MeteredMeasurements measurements) {
    var oldest = measurements.backlog.get().oldest();
    return oldest == null
        ? 0
        : Duration.between(oldest, measurements.clock.instant()).toMillis() / 1e3;
  }
}
