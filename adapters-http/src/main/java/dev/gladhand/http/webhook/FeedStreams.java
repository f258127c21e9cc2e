package dev.gladhand.http.webhook;

import dev.gladhand.application.Draining;
import dev.gladhand.application.feed.FeedSignals;
import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.stream.PieceStreams;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens streams of a partner's feed, counts those that are open on this node, and limits them for
 * each partner. Thread-safe.
 */
@Singleton
final class FeedStreams {
  private static final int MOST = 20;
  private static final Duration TRY_LATER = Duration.ofSeconds(10);

  private final ReadFeed feed;
  private final FeedSignals signals;
  private final Draining draining;
  private final PieceStreams streams;
  private final Duration keepAlive;
  private final Map<PartnerId, Integer> open = new ConcurrentHashMap<>();

  FeedStreams(
      ReadFeed feed,
      FeedSignals signals,
      Draining draining,
      PieceStreams streams,
      @Value("${gladhand.feed.keep-alive:15s}") Duration keepAlive) {
    this.feed = feed;
    this.signals = signals;
    this.draining = draining;
    this.streams = streams;
    this.keepAlive = keepAlive;
  }

  /**
   * Opens a stream. It counts as open until it ends, or, if its client never begins to read, until
   * the time for beginning is over. Ends the request with a 429 if the partner has too many open
   * streams.
   */
  HttpResponse<?> open(Call call, long after) {
    var partner = call.partner();
    if (!enter(partner)) {
      throw Halt.tooMany("at most " + MOST + " streams may be open at once", TRY_LATER);
    }
    return headed(
        streams.answer(
            call,
            MediaType.TEXT_EVENT_STREAM,
            new FeedPieces(
                feed, signals, draining::begun, keepAlive, partner, after, () -> leave(partner))));
  }

  /** The answer to a HEAD request: the headers of a stream. It opens no stream. */
  static HttpResponse<?> head() {
    return headed(HttpResponse.ok().contentType(MediaType.TEXT_EVENT_STREAM_TYPE));
  }

  private static HttpResponse<?> headed(MutableHttpResponse<?> response) {
    return response.header(HttpHeaders.CACHE_CONTROL, "no-store").header("X-Accel-Buffering", "no");
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
