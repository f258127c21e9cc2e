package dev.gladhand.console.frame;

import dev.gladhand.application.node.Hold;
import dev.gladhand.console.page.Block;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The notice on pages that the operator holds this node, so that it accepts writes but sends
 * nothing to providers or webhooks by itself. It says since when the node has been held, and tells
 * the operator how to end the hold. Thread-safe.
 */
@Singleton
public final class HeldNotice {
  private final Hold hold;

  HeldNotice(Hold hold) {
    this.hold = hold;
  }

  /**
   * The notice; empty if the node is not held.
   *
   * @param admin whether the reader is the operator, whose text also says how to end the hold
   */
  public List<Block> of(boolean admin) {
    var since = hold.since();
    if (since == null) {
      return List.of();
    }
    var time = since.truncatedTo(ChronoUnit.SECONDS);
    var text =
        admin
            ? "This node has been held since %s: it accepts writes, and sends nothing to providers or webhooks by itself."
                + " To end this, start it without GLADHAND_HOLD; if its database was restored from a backup,"
                + " run gladhand restored first."
            : "Your operator has held this node since %s: it accepts writes, which wait, and sends nothing to providers"
                + " or webhooks by itself.";
    return List.of(Block.bad(text.formatted(time)));
  }
}
