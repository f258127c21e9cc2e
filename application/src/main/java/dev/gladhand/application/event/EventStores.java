package dev.gladhand.application.event;

/** The ports to the store that events and webhooks need. */
public record EventStores(
    Events events, Webhooks webhooks, Deliveries deliveries, DeliveryHistory history) {}
