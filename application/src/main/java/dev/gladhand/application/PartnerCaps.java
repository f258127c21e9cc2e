package dev.gladhand.application;

import java.time.Duration;

/**
 * How many objects of a kind one partner may have, so that no partner can fill the store or the
 * engines. A setting of the operator; each number is at least 1.
 *
 * @param webhooks subscriptions, whatever their status
 * @param connections connections that are not deleted
 * @param invitations invitations that the fleet has not answered
 * @param references imported or created references of users, vehicles and trailers
 * @param keptMebibytes the size of its stored operations in MiB (1,048,576 bytes), including those
 *     that ended
 */
public record PartnerCaps(
    int webhooks, int invitations, int connections, int references, int keptMebibytes) {
  public static final PartnerCaps DEFAULT =
      new PartnerCaps(100, 1_000, 10_000, 1_000_000, 50 * 1024);

  private static final Duration UNTIL_SOME_IS_PRUNED = Duration.ofMinutes(10);

  /** Refuses one more webhook. */
  public Refusal noMoreWebhooks() {
    return noMore(webhooks, "webhooks", "GLADHAND_PARTNER_WEBHOOKS");
  }

  /** Refuses one more invitation. */
  public Refusal noMoreInvitations() {
    return noMore(invitations, "open invitations", "GLADHAND_PARTNER_INVITATIONS");
  }

  /** Refuses one more connection. */
  public Refusal noMoreConnections() {
    return noMore(connections, "connections", "GLADHAND_PARTNER_CONNECTIONS");
  }

  /** Refuses more references. */
  public Refusal noMoreReferences() {
    return new Refusal.Conflict(referencesFull(), Duration.ZERO);
  }

  /** The reason why no more references are taken. */
  public String referencesFull() {
    return full(references, "references", "GLADHAND_PARTNER_REFERENCES");
  }

  /** The most bytes that a partner's stored operations may take. */
  public long keptBytes() {
    return (long) keptMebibytes << 20;
  }

  /** Refuses a further write. */
  public Refusal noMoreKept() {
    return new Refusal.TooMany(
        full(keptMebibytes, "MiB of operations", "GLADHAND_PARTNER_KEPT_MB")
            + "; ended operations are deleted after the time in GLADHAND_KEEP",
        UNTIL_SOME_IS_PRUNED);
  }

  private static Refusal noMore(int most, String what, String setting) {
    return new Refusal.Conflict(full(most, what, setting), Duration.ZERO);
  }

  private static String full(int most, String what, String setting) {
    return "a partner may have " + most + " " + what + " (" + setting + ")";
  }
}
