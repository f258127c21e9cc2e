package dev.gladhand.http.webhook;

import dev.gladhand.application.event.FeedSignals;
import dev.gladhand.application.event.ReadFeed;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.Call;
import dev.gladhand.http.Draining;
import dev.gladhand.http.Halt;
import dev.gladhand.http.Tokens;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The streams that are open on this node; so many for each partner. Thread-safe. */
@Singleton
final class FeedStreams {
  private static final int MOST = 20;
  private static final Duration TRY_LATER = Duration.ofSeconds(10);

  /** Whose client is gone before it is told the first byte never begins to read. */
  private static final Executor BEGINS_WITHIN =
      CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

  private final ReadFeed feed;
  private final FeedSignals signals;
  private final Draining draining;
  private final Tokens tokens;
  private final Duration keepAlive;
  private final Map<PartnerId, Integer> open = new ConcurrentHashMap<>();

  FeedStreams(
      ReadFeed feed,
      FeedSignals signals,
      Draining draining,
      Tokens tokens,
      @Value("${gladhand.feed.keep-alive:15s}") Duration keepAlive) {
    this.feed = feed;
    this.signals = signals;
    this.draining = draining;
    this.tokens = tokens;
    this.keepAlive = keepAlive;
  }

  /** A stream that counts until it ends, or until it is plain that nobody will read it. */
  HttpResponse<?> open(Call call, long after) {
    var partner = call.partner();
    var place = enter(partner);
    if (place == null) {
      throw Halt.tooMany("at most " + MOST + " streams may be open at once", TRY_LATER);
    }
    BEGINS_WITHIN.execute(place::leaveUnlessBegun);
    var stream =
        new FeedStream(
            feed,
            signals,
            new EndOfAccess(draining, tokens, call.token()),
            keepAlive,
            partner,
            after,
            place::begin,
            place::leave);
    return headed(HttpResponse.ok((Publisher<byte[]>) stream));
  }

  /** What the answer to a HEAD has of a stream: nothing is opened. */
  static HttpResponse<?> head() {
    return headed(HttpResponse.ok());
  }

  private static HttpResponse<?> headed(MutableHttpResponse<?> response) {
    return response
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no");
  }

  private @Nullable Place enter(PartnerId partner) {
    var entered = new AtomicBoolean();
    open.compute(
        partner,
        (_, count) -> {
          var now = count == null ? 0 : count;
          entered.set(now < MOST);
          return now < MOST ? now + 1 : now;
        });
    return entered.get() ? new Place(partner) : null;
  }

  private enum Phase {
    WAITING,
    BEGUN,
    LEFT
  }

  /** One of a partner's streams, counted once and released once. */
  private final class Place {
    private final PartnerId partner;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    private Place(PartnerId partner) {
      this.partner = partner;
    }

    /** False where it was waited for too long. */
    private boolean begin() {
      return phase.compareAndSet(Phase.WAITING, Phase.BEGUN);
    }

    private void leaveUnlessBegun() {
      if (phase.compareAndSet(Phase.WAITING, Phase.LEFT)) {
        release();
      }
    }

    private void leave() {
      if (phase.getAndSet(Phase.LEFT) != Phase.LEFT) {
        release();
      }
    }

    private void release() {
      open.computeIfPresent(partner, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
