package dev.gladhand.http.node;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;

/**
 * Changes the names and help texts of meters that libraries register to those that Prometheus
 * expects, and leaves out one meter.
 */
@Singleton
final class FrameworkMeters implements MeterFilter {
  @Override
  public MeterFilterReply accept(Meter.Id id) {
    // This meter counts nanoseconds, while all other times here are in seconds; process_cpu_usage
    // shows the load instead.
    return id.getName().equals("process.cpu.time")
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    return switch (id.getName()) {
      // A name that ends in count would look like a part of a histogram.
      case "system.cpu.count" -> id.withName("system.cpus");
      case "executor" -> described(id, "Tasks that ran, and for how long");
      case "executor.idle" -> described(id, "How long tasks waited before they ran");
      default -> id;
    };
  }

  private static Meter.Id described(Meter.Id id, String description) {
    return new Meter.Id(
        id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
  }
}
