package dev.gladhand.http.webhook;

import dev.gladhand.application.event.FeedSignals;
import dev.gladhand.application.event.ReadFeed;
import dev.gladhand.application.event.ReadFeed.Item;
import dev.gladhand.application.event.ReadFeed.Page;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A partner's feed as server-sent events. Reads on only as fast as the client takes: a page at a
 * time, each as one piece, and none without demand. Ends by itself after an hour, and when its
 * client has no access any more; it goes on with {@code Last-Event-ID}.
 */
final class FeedStream implements Publisher<byte[]> {
  private static final int PAGE = 100;
  private static final long LONGEST = Duration.ofHours(1).toNanos();
  private static final long POLL = Duration.ofSeconds(1).toNanos();
  private static final String BEGIN = "retry: 2000\n\n";
  private static final String KEEP_ALIVE = ": keep-alive\n\n";

  private final ReadFeed feed;
  private final FeedSignals signals;
  private final BooleanSupplier over;
  private final long keepAlive;
  private final PartnerId partner;
  private final long after;
  private final BooleanSupplier begins;
  private final Runnable closed;

  /**
   * @param begins asked once, before anything is read; false ends the stream at once
   * @param closed told once the stream has begun and ended, however it ended
   */
  FeedStream(
      ReadFeed feed,
      FeedSignals signals,
      BooleanSupplier over,
      Duration keepAlive,
      PartnerId partner,
      long after,
      BooleanSupplier begins,
      Runnable closed) {
    this.feed = feed;
    this.signals = signals;
    this.over = over;
    this.keepAlive = keepAlive.toNanos();
    this.partner = partner;
    this.after = after;
    this.begins = begins;
    this.closed = closed;
  }

  @Override
  public void subscribe(Subscriber<? super byte[]> client) {
    var reading = new Reading(client);
    client.onSubscribe(reading);
    if (!begins.getAsBoolean()) {
      client.onComplete();
      return;
    }
    Thread.ofVirtual().name("feed-stream").start(reading);
  }

  private final class Reading implements Subscription, Runnable {
    private final Subscriber<? super byte[]> client;
    private final AtomicLong demand = new AtomicLong();
    private final Semaphore wakes = new Semaphore(0);
    private final long began = System.nanoTime();
    private volatile boolean cancelled;
    private volatile long last = after;
    private volatile long sentAt = began;

    private Reading(Subscriber<? super byte[]> client) {
      this.client = client;
    }

    @Override
    public void request(long pieces) {
      demand.accumulateAndGet(Math.max(0, pieces), (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      wakes.release();
    }

    @Override
    public void cancel() {
      cancelled = true;
      wakes.release();
    }

    @Override
    public void run() {
      try (var _ = signals.follow(partner, wakes::release)) {
        send(BEGIN);
        while (!cancelled && !over.getAsBoolean() && System.nanoTime() - began < LONGEST) {
          step();
        }
        if (!cancelled) {
          client.onComplete();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        client.onComplete();
      } catch (RuntimeException e) {
        // The client connects again; it would wait for ever on a stream that nobody feeds.
        client.onError(e);
      } finally {
        closed.run();
      }
    }

    private void step() throws InterruptedException {
      if (demand.get() == 0) {
        await();
        return;
      }
      var page = read();
      if (page.next() > last) {
        if (!page.items().isEmpty()) {
          send(frames(page.items()));
        }
        last = page.next();
      } else if (System.nanoTime() - sentAt >= keepAlive) {
        send(KEEP_ALIVE);
      } else {
        await();
      }
    }

    /** Nothing while the store is not available: the client is kept, and served when it is. */
    private Page read() {
      try {
        return feed.after(partner, last, PAGE);
      } catch (StoreUnavailable e) {
        return new Page(List.of(), last);
      }
    }

    private void await() throws InterruptedException {
      if (wakes.tryAcquire(Math.min(POLL, keepAlive), TimeUnit.NANOSECONDS)) {
        wakes.drainPermits();
      }
    }

    private void send(String text) throws InterruptedException {
      while (demand.get() == 0 && !cancelled && !over.getAsBoolean()) {
        await();
      }
      if (!cancelled && !over.getAsBoolean()) {
        demand.decrementAndGet();
        sentAt = System.nanoTime();
        client.onNext(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String frames(List<Item> items) {
    var out = new StringBuilder();
    for (var item : items) {
      out.append("id: ").append(item.sequence());
      out.append("\nevent: ").append(item.eventName());
      out.append("\ndata: ").append(item.json()).append("\n\n");
    }
    return out.toString();
  }
}
