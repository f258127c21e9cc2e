package dev.gladhand.application.webhook;

/** A secret or key pair that signs a subscription's deliveries. Its text form shows nothing. */
public sealed interface WebhookKey permits WebhookSecret, WebhookKeyPair {}
