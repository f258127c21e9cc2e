package dev.gladhand.application.store;

import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state that one holder of a lane leaves to the next and that every node may read: a short text
 * in the lane's row.
 *
 * @param why what the whole lane waits for; null if it does not wait
 * @param until when the wait ends, as far as is known; null if the lane does not wait
 * @param binding whether nothing of the lane may be sent before {@code until}; otherwise {@code
 *     why} and {@code until} only explain the wait
 * @param buckets the state of the lane's rate limits
 * @param next the operation that gets the next permit; null if that is not known
 * @param waits what the lane waited for lately, oldest first
 */
public record LaneMemory(
    @Nullable Waiting why,
    @Nullable Instant until,
    boolean binding,
    List<Bucket> buckets,
    @Nullable Next next,
    List<Span> waits) {
  public static final LaneMemory NONE =
      new LaneMemory(null, null, false, List.of(), null, List.of());

  private static final Pattern HOLD = Pattern.compile("([!?])([a-z_]+)@([0-9]{1,18})");
  private static final Pattern NEXT = Pattern.compile(">([0-9a-f-]{36})@([0-9]{1,18})");
  private static final Pattern WAIT = Pattern.compile("-([a-z_]+)@([0-9]{1,18})-([0-9]{0,18})");
  private static final Pattern BUCKET =
      Pattern.compile("([^=;!?]+)=([0-9.]{1,20})/([0-9.]{1,20})/([0-9.]{1,20})@([0-9]{1,18})");

  /**
   * The state of a rate limit.
   *
   * @param perSecond the stated rate
   * @param permits the permits that are left
   * @param learnedShare the part of the stated rate that is used after 429 answers, from 0 to 1
   * @param at the time of this state
   */
  public record Bucket(
      String scope, double perSecond, double permits, double learnedShare, Instant at) {}

  /**
   * An operation that waits only for a permit.
   *
   * @param at when the permit comes
   */
  public record Next(OperationId operation, Instant at) {}

  /**
   * A time during which the whole lane waited.
   *
   * @param why as in {@link Past.Waited}
   * @param until null if it has not ended
   */
  public record Span(String why, Instant from, @Nullable Instant until) {}

  public LaneMemory {
    buckets = List.copyOf(buckets);
    waits = List.copyOf(waits);
  }

  /**
   * Marks the text of a lane whose last holder's lease ended without a release. The mark tells the
   * next holder not to rely on the permits in the text.
   */
  private static final String ABANDONED = "~";

  /**
   * Marks the text of a lane that was claimed after a lease without a release, and that is now
   * released without having been run. The mark tells the next holder not to rely on the permits in
   * the text.
   */
  public static String abandoned(@Nullable String text) {
    if (isAbandoned(text)) {
      return String.valueOf(text);
    }
    return text == null || text.isEmpty() ? ABANDONED : text + ";" + ABANDONED;
  }

  public static boolean isAbandoned(@Nullable String text) {
    return text != null && (text.equals(ABANDONED) || text.endsWith(";" + ABANDONED));
  }

  /**
   * Reads the state from a text that {@link #text} made; parts of the text that cannot be read are
   * left out.
   */
  public static LaneMemory of(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    Waiting why = null;
    Instant until = null;
    var binding = false;
    Next next = null;
    var buckets = new ArrayList<Bucket>();
    var waits = new ArrayList<Span>();
    for (var part : text.split(";")) {
      var hold = HOLD.matcher(part);
      var bucket = BUCKET.matcher(part);
      var nextPart = NEXT.matcher(part);
      var wait = WAIT.matcher(part);
      if (hold.matches()) {
        binding = hold.group(1).equals("!");
        why = Wire.of(Waiting.class, hold.group(2)).orElse(null);
        until = Instant.ofEpochMilli(Long.parseLong(hold.group(3)));
      } else if (nextPart.matches()) {
        next =
            new Next(
                new OperationId(UUID.fromString(nextPart.group(1))),
                Instant.ofEpochMilli(Long.parseLong(nextPart.group(2))));
      } else if (wait.matches()) {
        waits.add(
            new Span(
                wait.group(1),
                Instant.ofEpochMilli(Long.parseLong(wait.group(2))),
                wait.group(3).isEmpty()
                    ? null
                    : Instant.ofEpochMilli(Long.parseLong(wait.group(3)))));
      } else if (bucket.matches()) {
        buckets.add(
            new Bucket(
                bucket.group(1),
                Double.parseDouble(bucket.group(2)),
                Double.parseDouble(bucket.group(3)),
                Double.parseDouble(bucket.group(4)),
                Instant.ofEpochMilli(Long.parseLong(bucket.group(5)))));
      }
    }
    return new LaneMemory(why, why == null ? null : until, binding, buckets, next, waits);
  }

  /** Why the whole lane waits at the moment; null if it does not wait. */
  public @Nullable Waiting why(Instant now) {
    return until != null && now.isBefore(until) ? why : null;
  }

  public String text() {
    var parts = new ArrayList<String>();
    if (why != null && until != null) {
      parts.add((binding ? "!" : "?") + why.wire() + "@" + until.toEpochMilli());
    }
    if (next != null) {
      parts.add(">" + next.operation + "@" + next.at.toEpochMilli());
    }
    for (var wait : waits) {
      var ended = wait.until == null ? "" : wait.until.toEpochMilli();
      parts.add("-" + wait.why + "@" + wait.from.toEpochMilli() + "-" + ended);
    }
    for (var bucket : buckets) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%s=%.4f/%.6f/%.9f@%d",
              bucket.scope,
              bucket.perSecond,
              bucket.permits,
              bucket.learnedShare,
              bucket.at.toEpochMilli()));
    }
    return String.join(";", parts);
  }
}
