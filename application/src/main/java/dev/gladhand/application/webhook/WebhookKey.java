package dev.gladhand.application.webhook;

/** What a subscription's deliveries are signed with. Its text form shows nothing. */
public sealed interface WebhookKey permits WebhookSecret, WebhookKeyPair {}
