package dev.gladhand.application.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The schedule and the limits of deliveries.
 *
 * @param schedule the wait before each attempt, from the first on; if the last attempt fails, the
 *     delivery is a dead letter
 * @param grace how long after its creation or activation a subscription cannot become stale
 * @param concurrency how many events of one subscription may be under way at once
 * @param lanes how many subscriptions one node serves at once
 * @param lease how long a lane is held unless it is prolonged
 * @param poll how often to look for due lanes whose signal was lost
 */
public record DeliveryPolicy(
    List<Duration> schedule,
    Duration grace,
    int concurrency,
    int lanes,
    Duration lease,
    Duration poll) {
  private static final double JITTER = 0.1;

  public DeliveryPolicy {
    schedule = List.copyOf(schedule);
    if (schedule.isEmpty() || schedule.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException(
          "a schedule of deliveries needs at least one wait, none of them negative");
    }
    if (concurrency < 1 || lanes < 1 || !lease.isPositive() || !poll.isPositive()) {
      throw new IllegalArgumentException("limits of deliveries must be positive");
    }
  }

  /** The values that the API's documentation states. */
  public static DeliveryPolicy defaults() {
    return new DeliveryPolicy(
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14)),
        Duration.ofMinutes(15),
        8,
        2_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1));
  }

  public DeliveryPolicy withSchedule(List<Duration> waits) {
    return new DeliveryPolicy(waits, grace, concurrency, lanes, lease, poll);
  }

  public DeliveryPolicy withGrace(Duration sparedFor) {
    return new DeliveryPolicy(schedule, sparedFor, concurrency, lanes, lease, poll);
  }

  public DeliveryPolicy withLanes(int most, Duration held, Duration every) {
    return new DeliveryPolicy(schedule, grace, concurrency, most, held, every);
  }

  /**
   * The wait before the next attempt, after this many attempts: the schedule's wait plus up to a
   * tenth; empty if there is no further attempt.
   */
  Optional<Duration> wait(int attempts, RandomGenerator random) {
    if (attempts >= schedule.size()) {
      return Optional.empty();
    }
    var wait = schedule.get(attempts);
    return Optional.of(wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble())));
  }
}
