package dev.gladhand.application.delivery;

import dev.gladhand.application.feed.Events;
import dev.gladhand.application.webhook.DeliveryHistory;
import dev.gladhand.application.webhook.Webhooks;

/** The ports to the store that events and webhooks use. */
public record EventStores(
    Events events, Webhooks webhooks, Deliveries deliveries, DeliveryHistory history) {}
