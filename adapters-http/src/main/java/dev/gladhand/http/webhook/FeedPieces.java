package dev.gladhand.http.webhook;

import dev.gladhand.application.feed.FeedSignals;
import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.application.feed.ReadFeed.Item;
import dev.gladhand.application.feed.ReadFeed.Page;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.stream.PieceStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends a partner's feed as server-sent events, a small page at a time. The stream ends after an
 * hour; the client continues it with {@code Last-Event-ID}.
 */
final class FeedPieces implements PieceStream.Pieces {
  private static final int PAGE = 100;
  private static final int PAGE_BYTES = 256 * 1024;
  private static final long LONGEST = Duration.ofHours(1).toNanos();
  private static final long POLL = Duration.ofSeconds(1).toNanos();
  private static final byte[] NOTHING_YET = {};
  private static final byte[] BEGIN = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  private final ReadFeed feed;
  private final BooleanSupplier over;
  private final long keepAlive;
  private final PartnerId partner;
  private final Runnable closed;
  private final Semaphore wakes = new Semaphore(0);
  private final FeedSignals.Following following;
  private final long began = System.nanoTime();
  private long told = began;
  private long last;
  private boolean headed;
  private boolean drained;

  /**
   * @param over tells whether the stream must end now
   * @param closed is run once the stream has ended
   */
  FeedPieces(
      ReadFeed feed,
      FeedSignals signals,
      BooleanSupplier over,
      Duration keepAlive,
      PartnerId partner,
      long after,
      Runnable closed) {
    this.feed = feed;
    this.over = over;
    this.keepAlive = keepAlive.toNanos();
    this.partner = partner;
    this.last = after;
    this.closed = closed;
    this.following = signals.follow(partner, wakes::release);
  }

  @Override
  public void await() throws InterruptedException {
    if (drained && wakes.tryAcquire(Math.min(POLL, keepAlive), TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
  }

  @Override
  public byte[] next() {
    if (!headed) {
      headed = true;
      return BEGIN;
    }
    var page = read();
    drained = page.next() <= last;
    if (!drained) {
      last = page.next();
      return page.items().isEmpty() ? NOTHING_YET : said(frames(page.items()));
    }
    if (System.nanoTime() - told >= keepAlive) {
      return said(KEEP_ALIVE);
    }
    return NOTHING_YET;
  }

  private byte[] said(byte[] frames) {
    told = System.nanoTime();
    return frames;
  }

  /**
   * Reads the next page of the feed. While the store is unavailable, the page is empty, so that the
   * stream stays open and continues later.
   */
  private Page read() {
    try {
      return feed.after(partner, last, PAGE, PAGE_BYTES);
    } catch (StoreUnavailable e) {
      return new Page(List.of(), last);
    }
  }

  private static byte[] frames(List<Item> items) {
    var out = new StringBuilder();
    for (var item : items) {
      out.append("id: ").append(item.sequence());
      out.append("\nevent: ").append(item.eventName());
      out.append("\ndata: ").append(item.json()).append("\n\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean over() {
    return over.getAsBoolean() || System.nanoTime() - began >= LONGEST;
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public void wake() {
    wakes.release();
  }

  @Override
  public void close() {
    following.close();
    closed.run();
  }
}
