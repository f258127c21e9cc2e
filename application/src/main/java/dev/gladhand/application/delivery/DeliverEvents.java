package dev.gladhand.application.delivery;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.application.lane.LaneEngine;
import dev.gladhand.application.lane.LaneSettings;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.StaleWebhooks;
import dev.gladhand.application.webhook.WebhookId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Delivers events on one node, in one lane for each subscription. Any number of nodes share a
 * store. Never blocks. Thread-safe.
 */
public final class DeliverEvents {
  private final LaneEngine<WebhookId, Health, DeliveryLane> lanes;

  /**
   * What the deliveries need from the rest of the program.
   *
   * @param tasks runs the attempts
   * @param clock the store's clock
   * @param random spreads the waits before further attempts
   * @param ids makes the ids of events
   * @param eventWritten signals the sequencer that an event was written
   */
  public record Surroundings(
      Tasks tasks,
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> ids,
      Runnable eventWritten) {}

  /**
   * @param node the id of this node
   */
  public DeliverEvents(
      String node,
      EventStores stores,
      RenderEvents render,
      Sender sender,
      DeliveryPolicy policy,
      Measurements measurements,
      Surroundings around) {
    var tasks = around.tasks;
    var clock = around.clock;
    var work =
        new DeliveryWork(
            stores.deliveries(),
            render,
            new DeliveryAttempts(render, sender, policy, tasks, clock, around.random),
            new StaleWebhooks(stores.webhooks(), around.ids, clock, around.eventWritten),
            policy,
            measurements,
            tasks);
    var held = new LaneSettings(node, policy.lease(), policy.poll(), policy.lanes());
    this.lanes =
        new LaneEngine<>("deliveries", held, stores.deliveries(), work, work, tasks, clock);
  }

  /** Starts the deliveries. Called once. */
  public void start() {
    lanes.start();
  }

  /** The tasks that run for as long as the deliveries do. */
  public List<Watched> watched() {
    return lanes.watched();
  }

  /** Reports that subscriptions have new events to deliver. */
  public void added(Collection<WebhookId> webhooks) {
    webhooks.forEach(lanes::wake);
  }

  /**
   * Reports that a subscription was changed on this node. What was read of it is then no longer
   * used; its lane is released and claimed again.
   */
  public void changed(WebhookId webhook) {
    lanes.claimAnew(webhook);
  }

  /**
   * Begins no further attempt; completes when all attempts have ended and every lane was released.
   */
  public CompletableFuture<Void> stop() {
    return lanes.stop();
  }
}
