package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.delivery.DeliverEvents;
import dev.gladhand.application.delivery.DeliveryPolicy;
import dev.gladhand.application.delivery.EventEngine;
import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.application.delivery.ReplayEvents;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.application.feed.FeedSignals;
import dev.gladhand.application.feed.PruneEvents;
import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.application.feed.Retention;
import dev.gladhand.application.feed.SequenceEvents;
import dev.gladhand.application.flow.DeliveryReads;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.SubscribeToEvents;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.bootstrap.trace.TraceExport;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.persistence.SqlEventStores;
import dev.gladhand.persistence.database.StoreTime;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.webhooks.HttpSender;
import dev.gladhand.webhooks.OutboundUrlRule;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the beans of the feed and of webhooks. */
@Factory
final class EventFactory {
  static final String VERSION = "0.1";

  /**
   * The largest number of connections to one receiver, so that a receiver with many subscriptions
   * does not use up all connections of the node.
   */
  private static final int CALLS_PER_RECEIVER = 64;

  private static final int CALLS = 8_192;

  @Singleton
  DeliveryPolicy deliveryPolicy(NodeSettings settings) {
    var usual = DeliveryPolicy.defaults();
    return usual
        .withSchedule(settings.webhookSchedule())
        .withGrace(settings.webhookGrace())
        .withLanes(usual.lanes(), settings.engine().lease(), settings.engine().poll());
  }

  @Singleton
  Retention retention(NodeSettings settings) {
    return new Retention(settings.kept(), Retention.defaults().deliveries());
  }

  @Singleton
  EventStores eventStores(SqlEventStores stores, MasterKeys keys, DeliveryPolicy policy) {
    return stores.with(new Vault(keys), policy.schedule().getFirst());
  }

  @Singleton
  RenderEvents renderEvents(Operations operations) {
    return new RenderEvents(operations::findAll, operations::findShort);
  }

  @Singleton
  FeedSignals feedSignals() {
    return new FeedSignals();
  }

  @Singleton
  ReadFeed readFeed(EventStores stores, RenderEvents render) {
    return new ReadFeed(stores.events(), render);
  }

  @Singleton
  ReadWebhooks readWebhooks(EventStores stores, StoreTime clock) {
    return new ReadWebhooks(stores.webhooks(), stores.history(), clock);
  }

  @Singleton
  ReadDeliveries readDeliveries(DeliveryReads reads) {
    return new ReadDeliveries(reads);
  }

  @Singleton
  @Named("webhooks")
  TargetPolicy receivers(NodeSettings settings) {
    return new TargetPolicy(new AllowedTargets(Set.copyOf(settings.allowedReceivers())));
  }

  @Singleton
  @Named("webhooks")
  @Bean(preDestroy = "close")
  OutboundClient client(@Named("webhooks") TargetPolicy policy) {
    return new OutboundClient(
        policy,
        OutboundSettings.defaults()
            .withPool(CALLS_PER_RECEIVER, CALLS)
            .withUserAgent("Gladhand-Webhook/" + VERSION));
  }

  @Singleton
  DeliverEvents deliverEvents(
      NodeSettings settings,
      EventStores stores,
      RenderEvents render,
      @Named("webhooks") OutboundClient client,
      TraceExport traces,
      DeliveryPolicy policy,
      Measurements measurements,
      EventBell bell,
      Tasks tasks,
      StoreTime clock,
      TimeOrderedIds ids) {
    return new DeliverEvents(
        settings.engine().node(),
        stores,
        render,
        traces.tracedSender(new HttpSender(client, settings.webhookTimeout(), VERSION)),
        policy,
        measurements,
        new DeliverEvents.Surroundings(
            tasks, clock, RandomGenerator.getDefault(), ids, bell::ring));
  }

  @Singleton
  EventEngine eventEngine(
      EventStores stores,
      DeliverEvents deliver,
      DeliveryPolicy policy,
      Retention retention,
      FeedSignals feed,
      EventBell bell,
      Wakeups wakeups,
      StoreTime clock) {
    return new EventEngine(
        new SequenceEvents(
            stores.events(),
            clock,
            policy.poll(),
            List.of(feed, (_, webhooks) -> deliver.added(webhooks))),
        deliver,
        new PruneEvents(stores.events(), stores.history(), retention, clock),
        bell,
        wakeups);
  }

  @Singleton
  SubscribeToEvents subscribeToEvents(
      NodeSettings settings,
      EventStores stores,
      @Named("webhooks") TargetPolicy policy,
      ClockAndIds clockAndIds,
      DeliverEvents deliver,
      Audit audit) {
    return new SubscribeToEvents(
        stores.webhooks(),
        new OutboundUrlRule(policy),
        clockAndIds,
        new SecureRandom(),
        deliver::changed,
        settings.caps(),
        audit);
  }

  @Singleton
  ReplayEvents replayEvents(
      EventStores stores, StoreTime clock, TimeOrderedIds ids, DeliverEvents deliver, Audit audit) {
    return new ReplayEvents(stores.webhooks(), clock, ids, deliver::changed, audit);
  }
}
