package dev.gladhand.http.webhook;

import dev.gladhand.application.Refusal;
import dev.gladhand.application.event.FeedSignals;
import dev.gladhand.application.event.ReadFeed;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.Draining;
import dev.gladhand.http.Replies;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;

/** The streams that are open on this node; so many for each partner. Thread-safe. */
@Singleton
final class FeedStreams {
  private static final int MOST = 20;
  private static final Duration TRY_LATER = Duration.ofSeconds(10);

  private final ReadFeed feed;
  private final FeedSignals signals;
  private final Draining draining;
  private final Duration keepAlive;
  private final Map<PartnerId, Integer> open = new ConcurrentHashMap<>();

  FeedStreams(
      ReadFeed feed,
      FeedSignals signals,
      Draining draining,
      @Value("${gladhand.feed.keep-alive:15s}") Duration keepAlive) {
    this.feed = feed;
    this.signals = signals;
    this.draining = draining;
    this.keepAlive = keepAlive;
  }

  HttpResponse<?> open(PartnerId partner, long after) {
    if (!enter(partner)) {
      return Replies.refusal(
          new Refusal.TooMany("at most " + MOST + " streams may be open at once", TRY_LATER));
    }
    Publisher<byte[]> stream =
        new FeedStream(
            feed, signals, draining::begun, keepAlive, partner, after, () -> leave(partner));
    return HttpResponse.ok(stream)
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no");
  }

  private boolean enter(PartnerId partner) {
    var entered = new AtomicBoolean();
    open.compute(
        partner,
        (_, count) -> {
          var now = count == null ? 0 : count;
          entered.set(now < MOST);
          return now < MOST ? now + 1 : now;
        });
    return entered.get();
  }

  private void leave(PartnerId partner) {
    open.computeIfPresent(partner, (_, count) -> count == 1 ? null : count - 1);
  }
}
