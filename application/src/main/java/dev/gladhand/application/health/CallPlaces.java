package dev.gladhand.application.health;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.util.List;

/**
 * Limits the calls to TSPs that the lanes of one node have under way, to all addresses together and
 * to one address, and shares them between the partners. One partner may have more than half of the
 * places only while an eighth of them is free for others; so if its calls hang, other partners can
 * still make calls. Thread-safe.
 */
public final class CallPlaces {
  private final Shares<PartnerId> all;
  private final Shares<PartnerId> atAddress = shares(EngineSettings.CALLS_TO_AN_ADDRESS);

  /**
   * @param all the places of the whole node
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

  /**
   * Takes a place if there is one for this partner, and returns whether it was taken. A taken place
   * must be given back.
   */
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
