package dev.gladhand.application;

import java.time.Duration;

/**
 * How much of a kind one partner may have, so that none fills the store or the engines for all. A
 * setting of the operator; each number is at least 1.
 *
 * @param webhooks subscriptions, whatever their status
 * @param connections those that are not deleted
 * @param invitations those that the fleet has not answered
 * @param references records of the id map that are users, vehicles or trailers
 * @param keptMebibytes of its operations, in MiB (1,048,576 bytes), those that ended included
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

  /** Why no more references are taken. */
  public String referencesFull() {
    return full(references, "references", "GLADHAND_PARTNER_REFERENCES");
  }

  /** Bytes of the operations of a partner. */
  public long keptBytes() {
    return (long) keptMebibytes << 20;
  }

  /** Refuses a further write. */
  public Refusal noMoreKept() {
    return new Refusal.TooMany(
        full(keptMebibytes, "MiB of operations", "GLADHAND_PARTNER_KEPT_MB")
            + ", which are deleted as they grow old (GLADHAND_KEEP)",
        UNTIL_SOME_IS_PRUNED);
  }

  private static Refusal noMore(int most, String what, String setting) {
    return new Refusal.Conflict(full(most, what, setting), Duration.ZERO);
  }

  private static String full(int most, String what, String setting) {
    return "a partner may have " + most + " " + what + " (" + setting + ")";
  }
}
