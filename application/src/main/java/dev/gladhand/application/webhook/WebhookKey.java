package dev.gladhand.application.webhook;

/**
 * A secret or key pair that signs a subscription's deliveries. Its {@code toString} returns only
 * asterisks.
 */
public sealed interface WebhookKey permits WebhookSecret, WebhookKeyPair {}
