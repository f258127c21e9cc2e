package dev.gladhand.application;

import java.time.Duration;

/**
 * The most objects of each kind that one partner may have, so that no partner can fill the store or
 * use up what the nodes can deliver. The operator sets these numbers; each is at least 1.
 *
 * @param webhooks subscriptions, whatever their status
 * @param connections connections that are not deleted
 * @param invitations invitations that the fleet has not answered
 * @param references imported or created references of users, vehicles and trailers
 * @param keptMebibytes the size of the stored operations of one partner in MiB (1,048,576 bytes),
 *     including those that ended
 */
public record PartnerCaps(
    int webhooks, int invitations, int connections, int references, int keptMebibytes) {
  public static final PartnerCaps DEFAULT =
      new PartnerCaps(100, 1_000, 10_000, 1_000_000, 50 * 1024);

  private static final Duration UNTIL_SOME_IS_PRUNED = Duration.ofMinutes(10);

  /** The refusal of a new webhook, for a partner that has the most webhooks allowed. */
  public Refusal noMoreWebhooks() {
    return noMore(webhooks, "webhooks", "GLADHAND_PARTNER_WEBHOOKS");
  }

  /** The refusal of a new invitation, for a partner that has the most open invitations allowed. */
  public Refusal noMoreInvitations() {
    return noMore(invitations, "open invitations", "GLADHAND_PARTNER_INVITATIONS");
  }

  /** The refusal of a new connection, for a partner that has the most connections allowed. */
  public Refusal noMoreConnections() {
    return noMore(connections, "connections", "GLADHAND_PARTNER_CONNECTIONS");
  }

  /** The refusal of new references, which would exceed the most references allowed. */
  public Refusal noMoreReferences() {
    return new Refusal.Conflict(referencesFull(), Duration.ZERO);
  }

  /** A sentence that says how many references a partner may have, and by which setting. */
  public String referencesFull() {
    return full(references, "references", "GLADHAND_PARTNER_REFERENCES");
  }

  /** The most bytes that a partner's stored operations may take. */
  public long keptBytes() {
    return (long) keptMebibytes << 20;
  }

  /** The refusal of a write because the stored operations of the partner take too many bytes. */
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
