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
 * Has events delivered on one node, in lanes, one for each subscription. Any number of nodes share
 * a store. Never blocks. Thread-safe.
 */
public final class DeliverEvents {
  private final LaneEngine<WebhookId, Health, DeliveryLane> lanes;

  /**
   * @param clock the store's
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
   * @param node names this process among those on the same store
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
    this.lanes = new LaneEngine<>("deliveries", held, stores.deliveries(), work, tasks, clock);
  }

  /** Begins to work. Once. */
  public void start() {
    lanes.start();
  }

  /** What goes on for as long as it runs. */
  public List<Watched> watched() {
    return lanes.watched();
  }

  /** Subscriptions have something new to send. */
  public void added(Collection<WebhookId> webhooks) {
    webhooks.forEach(lanes::wake);
  }

  /**
   * A subscription was changed on this node: what was read of it before must not be used any more.
   */
  public void changed(WebhookId webhook) {
    lanes.claimAnew(webhook);
  }

  /** Begins no attempt from now on; completes when all have ended and every lane was given back. */
  public CompletableFuture<Void> stop() {
    return lanes.stop();
  }
}
