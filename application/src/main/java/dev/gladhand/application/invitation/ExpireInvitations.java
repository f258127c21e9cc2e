package dev.gladhand.application.invitation;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.RepeatedWork;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks expired invitations and writes their events. Any number of nodes may do so at once; each
 * invitation gets one event. Thread-safe.
 */
public final class ExpireInvitations implements RepeatedWork {
  private static final Logger LOG = LoggerFactory.getLogger(ExpireInvitations.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int AT_ONCE = 200;

  private final Invitations invitations;
  private final Repeated rounds;

  public ExpireInvitations(Invitations invitations, Tasks tasks) {
    this.invitations = invitations;
    this.rounds = new Repeated("expiring-invitations", tasks, this::round);
  }

  @Override
  public Repeated watched() {
    return rounds;
  }

  private Duration round() {
    try {
      return invitations.expire(AT_ONCE) == AT_ONCE ? Duration.ZERO : EVERY;
    } catch (StoreUnavailable e) {
      LOG.debug("expired invitations were not marked: the store is not available");
      return EVERY;
    }
  }
}
