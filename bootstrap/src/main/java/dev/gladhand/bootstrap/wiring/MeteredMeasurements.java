package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.store.FlowReads.Stuck;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.http.gate.Buckets;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the measurements as metrics of Micrometer. Labels have values of fixed sets, never the name
 * or id of a partner or a connection.
 */
@Singleton
final class MeteredMeasurements implements Measurements {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final SeldomCounted<Backlog> backlog;
  private final SeldomCounted<Long> toRewrap;
  private final SeldomCounted<Stuck> stuck;
  private final Timer delivered;
  private final Counter staled;
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicInteger deliveries = new AtomicInteger();

  MeteredMeasurements(
      MeterRegistry registry,
      Provider<Operations> operations,
      Provider<EngineParts> engine,
      Provider<ChangeMasterKey> keys,
      Provider<FlowReads> flow,
      Database database,
      InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.backlog =
        new SeldomCounted<>(() -> operations.get().backlog(null), new Backlog(0, null), clock);
    this.toRewrap = new SeldomCounted<>(() -> keys.get().left(), 0L, clock);
    this.stuck = new SeldomCounted<>(() -> flow.get().stuck(), new Stuck(0, null), clock);
    Gauge.builder("gladhand.operations.pending", this, it -> it.backlog.get().pending())
        .description("Operations that have not ended")
        .register(registry);
    Gauge.builder(
            "gladhand.operations.oldest.waiting", this, it -> it.age(it.backlog.get().oldest()))
        .description("How long the oldest of them has waited")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(
            "gladhand.operations.oldest.settling",
            this,
            it -> it.age(it.stuck.get().oldestSettling()))
        .description("Age of the oldest operation whose outcome is being looked up")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("gladhand.lanes.parked", this, it -> it.stuck.get().parkedLanes())
        .description("Connections whose writes wait because the connection is failed or paused")
        .register(registry);
    Gauge.builder("gladhand.store.waiting", database, Database::waiting)
        .description("Threads that wait for a connection to the database")
        .register(registry);
    Gauge.builder("gladhand.clock.ahead", clock, MeteredMeasurements::ahead)
        .description("How far this node's clock is ahead of the database's")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("gladhand.secrets.to.rewrap", this, it -> it.toRewrap.get())
        .description("Stored secrets that another master key than the current one wraps")
        .register(registry);
    Gauge.builder("gladhand.lanes.held", () -> engine.get().held().count())
        .description("Lanes this node works on at the moment")
        .register(registry);
    delivered =
        Timer.builder("gladhand.webhook.delivery")
            .description("From an event to its receiver's answer, at the first attempt")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    staled =
        Counter.builder("gladhand.webhook.staled")
            .description("Subscriptions that are paused because their receivers fail")
            .register(registry);
    Gauge.builder("gladhand.webhook.lanes", subscriptions, AtomicInteger::get)
        .description("Subscriptions this node delivers to")
        .register(registry);
    Gauge.builder("gladhand.webhook.under.way", deliveries, AtomicInteger::get)
        .description("Deliveries under way at the moment")
        .register(registry);
    List.of("success", "failure", "dead").forEach(this::attempt);
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

  @Override
  public void attempted(String outcome, Duration took) {
    attempt(outcome).record(took);
  }

  private Timer attempt(String outcome) {
    return Timer.builder("gladhand.webhook.attempt")
        .description("Attempts to deliver events")
        .serviceLevelObjectives(Buckets.ofTimes())
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void delivered(Duration afterEvent) {
    delivered.record(afterEvent.isNegative() ? Duration.ZERO : afterEvent);
  }

  @Override
  public void staled() {
    staled.increment();
  }

  @Override
  public void delivering(int lanes, int underWay) {
    subscriptions.set(lanes);
    deliveries.set(underWay);
  }

  private static Tags tags(TspId tsp, Resource resource) {
    return Tags.of("tsp", tsp.slug(), "resource", resource.wire());
  }

  private double age(@Nullable Instant since) {
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1e3;
  }

  private static double ahead(InstantSource store) {
    return Duration.between(store.instant(), InstantSource.system().instant()).toMillis() / 1e3;
  }
}
