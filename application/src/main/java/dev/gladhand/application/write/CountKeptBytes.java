package dev.gladhand.application.write;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.RepeatedWork;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in the background how many bytes the store keeps of each partner. Any node may run it. */
public final class CountKeptBytes implements RepeatedWork {
  private static final Logger LOG = LoggerFactory.getLogger(CountKeptBytes.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int AT_ONCE = 2_000;

  /**
   * How old an operation must be to be counted. This is longer than it takes from the making of its
   * id to the commit that adds it, so that no operation is added late and missed.
   */
  static final Duration LATE = Duration.ofMinutes(2);

  private final KeptBytes bytes;
  private final InstantSource clock;
  private final Duration kept;
  private final Repeated rounds;

  /**
   * @param kept how long ended operations are kept
   */
  public CountKeptBytes(KeptBytes bytes, Tasks tasks, InstantSource clock, Duration kept) {
    this.bytes = bytes;
    this.clock = clock;
    this.kept = kept;
    this.rounds = new Repeated("counting-kept-bytes", tasks, this::round);
  }

  @Override
  public Repeated watched() {
    return rounds;
  }

  private Duration round() {
    var now = clock.instant();
    try {
      if (bytes.count(now.minus(LATE), AT_ONCE) == AT_ONCE) {
        return Duration.ZERO;
      }
      bytes.forget(now.minus(kept));
    } catch (StoreUnavailable e) {
      LOG.debug("the stored bytes were not counted: the store is not available");
    }
    return EVERY;
  }
}
