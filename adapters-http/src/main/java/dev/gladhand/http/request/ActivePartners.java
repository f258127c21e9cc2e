package dev.gladhand.http.request;

import dev.gladhand.domain.connection.PartnerId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether more than one partner has called this node within the last minute. Thread-safe;
 * does not block.
 */
@Singleton
public final class ActivePartners {
  private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

  /**
   * The time in nanoseconds for which a partner's further calls are not recorded after a recorded
   * one, because recording a call costs time.
   */
  private static final long RENEWED = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private volatile Latest latest = new Latest(null, null);

  private record Seen(PartnerId partner, long at) {
    private boolean isOf(PartnerId other, long now, long within) {
      return partner.equals(other) && now - at < within;
    }
  }

  /** The two partners that called last, each with the time of its call. */
  private record Latest(@Nullable Seen one, @Nullable Seen other) {
    private boolean noted(PartnerId partner, long now) {
      return one != null && one.isOf(partner, now, RENEWED)
          || other != null && other.isOf(partner, now, RENEWED);
    }

    private Latest with(Seen seen) {
      var rest = one != null && !one.partner.equals(seen.partner) ? one : other;
      return new Latest(seen, rest);
    }
  }

  @Inject
  ActivePartners() {
    this(System::nanoTime);
  }

  public ActivePartners(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Must be called at each call of the partner. */
  public void called(PartnerId partner) {
    var now = nanoTime.getAsLong();
    if (!latest.noted(partner, now)) {
      note(new Seen(partner, now));
    }
  }

  private synchronized void note(Seen seen) {
    latest = latest.with(seen);
  }

  /** Whether another partner has called within the last minute. */
  public boolean othersThan(PartnerId partner) {
    var now = nanoTime.getAsLong();
    var seen = latest;
    return isOther(seen.one, partner, now) || isOther(seen.other, partner, now);
  }

  private static boolean isOther(@Nullable Seen seen, PartnerId partner, long now) {
    return seen != null && !seen.partner.equals(partner) && now - seen.at < REMEMBERED;
  }
}
