package dev.gladhand.application.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A look for lanes that fails is made up for at the next step, before a poll would be due. */
class HeldLanesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");

  private final FailingOnce store = new FailingOnce();
  private final HeldLanes lanes =
      new HeldLanes("node-1", store, DeliveryPolicy.defaults(), () -> NOW);

  @Test
  void whatCouldNotBeClaimedIsAskedForAgain() {
    assertFalse(lanes.claim());
    lanes.claimSoon();
    store.fails = true;
    assertThrows(IllegalStateException.class, lanes::claim);
    assertFalse(lanes.claim());
    assertEquals(3, store.claims);
    assertFalse(lanes.claim());
    assertEquals(3, store.claims, "nothing is asked for before its time");
  }

  /** A store without lanes, which fails when told to. */
  private static final class FailingOnce implements Deliveries {
    private boolean fails;
    private int claims;

    @Override
    public List<Claimed> claim(String node, int limit, Instant now, Duration lease) {
      claims++;
      if (fails) {
        fails = false;
        throw new IllegalStateException("a claim that fails");
      }
      return List.of();
    }

    @Override
    public Map<Lease, Long> renew(
        String node, Collection<Lease> leases, Instant now, Duration lease) {
      return Map.of();
    }

    @Override
    public Map<Lease, List<Due>> window(Map<Lease, Integer> wanted, Instant now) {
      return Map.of();
    }

    @Override
    public List<Boolean> record(List<Attempted> batch) {
      return List.of();
    }

    @Override
    public void release(String node, Collection<Release> releases) {}

    @Override
    public Optional<Instant> nextDue(Instant now) {
      return Optional.empty();
    }
  }
}
