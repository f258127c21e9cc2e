package dev.gladhand.http.webhook;

import dev.gladhand.application.delivery.DeliveryMeters;
import dev.gladhand.http.gate.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The figures of deliveries for the operator: over all subscriptions, since they have no bound. */
@Singleton
public final class PrometheusMeters implements DeliveryMeters {
  private final Map<String, Timer> attempts;
  private final Timer delivered;
  private final Counter staled;
  private final AtomicInteger lanes;
  private final AtomicInteger underWay;

  PrometheusMeters(MeterRegistry registry) {
    attempts =
        Map.of(
            "success", attempt(registry, "success"),
            "failure", attempt(registry, "failure"),
            "dead", attempt(registry, "dead"));
    delivered =
        Timer.builder("gladhand.webhook.delivery")
            .description("From an event to its receiver's answer, at the first attempt")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    staled =
        Counter.builder("gladhand.webhook.staled")
            .description("Subscriptions taken out of service since their receivers fail")
            .register(registry);
    lanes = gauge(registry, "gladhand.webhook.lanes", "Subscriptions this node delivers to");
    underWay = gauge(registry, "gladhand.webhook.under.way", "Deliveries under way at the moment");
  }

  private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
    var value = new AtomicInteger();
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    return value;
  }

  private static Timer attempt(MeterRegistry registry, String outcome) {
    return Timer.builder("gladhand.webhook.attempt")
        .description("Attempts to deliver events")
        .serviceLevelObjectives(Buckets.ofTimes())
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void attempted(String outcome, Duration took) {
    var timer = attempts.get(outcome);
    if (timer != null) {
      timer.record(took);
    }
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
  public void load(int held, int sending) {
    lanes.set(held);
    underWay.set(sending);
  }
}
