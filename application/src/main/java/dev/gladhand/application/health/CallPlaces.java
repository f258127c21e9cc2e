package dev.gladhand.application.health;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.util.List;

/**
 * The calls of lanes that one node has under way, as places that partners share: in all and to one
 * address. A partner has more than half of them only while an eighth is free for others: its calls
 * that hang keep nobody else's from being made. Thread-safe.
 */
public final class CallPlaces {
  private final Shares<PartnerId> all;
  private final Shares<PartnerId> atAddress = shares(EngineSettings.CALLS_TO_AN_ADDRESS);

  /**
   * @param all the places of the node
   */
  public CallPlaces(Shares<PartnerId> all) {
    this.all = all;
  }

  public static Shares<PartnerId> ofNode() {
    return shares(EngineSettings.CALLS);
  }

  private static Shares<PartnerId> shares(int calls) {
    return new Shares<>(calls, calls / 2, calls / 8);
  }

  /** Takes a place, if there is one for this partner; it must be given back. */
  public boolean take(PartnerId partner) {
    var one = List.of(partner);
    if (all.take(one).isEmpty()) {
      return false;
    }
    if (atAddress.take(one).isEmpty()) {
      all.giveBack(partner);
      return false;
    }
    return true;
  }

  public void giveBack(PartnerId partner) {
    atAddress.giveBack(partner);
    all.giveBack(partner);
  }
}
