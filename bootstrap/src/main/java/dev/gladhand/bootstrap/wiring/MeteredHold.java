package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.node.Hold;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Publishes a metric that says whether this node is held: it accepts writes, but sends nothing by
 * itself.
 */
@Singleton
final class MeteredHold implements MeterBinder {
  private final Provider<Hold> hold;

  MeteredHold(Provider<Hold> hold) {
    this.hold = hold;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("gladhand.node.held", this, it -> it.hold.get().held() ? 1 : 0)
        .description("1 while this node accepts writes and sends nothing by itself, else 0")
        .register(registry);
  }
}
