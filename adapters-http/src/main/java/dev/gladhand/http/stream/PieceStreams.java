package dev.gladhand.http.stream;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.ActivePartners;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import dev.gladhand.share.Rests;
import dev.gladhand.share.Turns;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Starts answers that are made piece by piece. A few pieces are made at the same time, with the
 * partners in turn, so that memory and processor time do not grow with the number of answers. While
 * several partners call the node, the pieces of each use at most a twentieth of one processor.
 * Thread-safe.
 */
@Singleton
public final class PieceStreams {
  /**
   * The most pieces that are made at the same time: half the number of processors, at least 1 and
   * at most 4.
   */
  private static final int AT_ONCE =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  /** The largest part of one processor for a partner's pieces while other partners call. */
  private static final double SHARE = 0.05;

  /** The processor time for pieces that a partner may use before its share counts. */
  private static final Duration BURST = Duration.ofMillis(500);

  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  /** The time after which a page whose turn has not come is refused. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A page with no more items than this does not wait for a turn. */
  private static final int SMALL_PAGE = 20;

  /**
   * The platform threads on which pieces are made. Making a piece of 8 MiB takes a processor for a
   * while, so it must not run on the few threads that carry all virtual threads.
   */
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("piece-", 0).daemon().factory());

  private static final ThreadMXBean PROCESSOR_TIMES = ManagementFactory.getThreadMXBean();

  /**
   * Lets only one piece of each partner at a time go on; the partner's other pieces wait for it.
   */
  private final Turns<PartnerId> lines = new Turns<>(Integer.MAX_VALUE, 1);

  private final Turns<PartnerId> turns = new Turns<>(AT_ONCE, 1);
  private final Rests<PartnerId> rests;
  private final Tokens tokens;
  private final ActivePartners active;

  @Inject
  PieceStreams(Tokens tokens, ActivePartners active) {
    this(tokens, active, new Rests<>(SHARE, BURST, LONGEST_REST));
  }

  PieceStreams(Tokens tokens, ActivePartners active, Rests<PartnerId> rests) {
    this.tokens = tokens;
    this.active = active;
    this.rests = rests;
  }

  /** An answer with status 200 made of the pieces; it closes them. */
  public MutableHttpResponse<?> answer(Call call, String mediaType, PieceStream.Pieces pieces) {
    var partner = call.partner();
    var stream =
        new PieceStream(
            thread(call.request()),
            new EndOfAccess(tokens, call.token()),
            work -> inTurn(partner, work),
            pieces);
    return HttpResponse.ok((Publisher<byte[]>) stream).contentType(MediaType.of(mediaType));
  }

  /**
   * Runs work that is done before the answer begins, such as making its first piece, when it is the
   * partner's turn. Blocks.
   */
  public <T> T inTurn(Call call, Supplier<T> work) {
    return inTurn(call.partner(), work);
  }

  <T extends @Nullable Object> T inTurn(PartnerId partner, Supplier<T> work) {
    return lines.run(partner, () -> rested(partner, work));
  }

  private <T extends @Nullable Object> T rested(PartnerId partner, Supplier<T> work) {
    if (active.othersThan(partner)) {
      try {
        TimeUnit.NANOSECONDS.sleep(rests.due(partner, System.nanoTime()));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return turns.run(partner, () -> Computing.run(THREADS, () -> measured(partner, work)));
  }

  private <T extends @Nullable Object> T measured(PartnerId partner, Supplier<T> work) {
    var before = PROCESSOR_TIMES.getCurrentThreadCpuTime();
    try {
      return work.get();
    } finally {
      if (active.othersThan(partner)) {
        var used = PROCESSOR_TIMES.getCurrentThreadCpuTime() - before;
        rests.used(partner, used, System.nanoTime());
      }
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while a piece of an answer was to be made", e);
  }

  /**
   * Answers a page of a list. A 429 ends the request if its turn does not come within half a
   * minute.
   *
   * @param items the largest number of items on the page
   */
  public HttpResponse<?> page(Call call, int items, Supplier<?> json) {
    Supplier<HttpResponse<?>> make = () -> Replies.ok(json.get());
    return items <= SMALL_PAGE ? make.get() : largePage(call.partner(), make);
  }

  private <T> T largePage(PartnerId partner, Supplier<T> make) {
    try {
      if (!lines.enter(partner, PATIENCE.toNanos())) {
        throw Halt.tooMany(
            "the pages of a partner are made one after another, and too many wait", PATIENCE);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      return rested(partner, make);
    } finally {
      lines.leave(partner);
    }
  }

  /** The thread of the connection, on which the server learns that the client is gone. */
  private static Executor thread(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> received) {
      return received.getChannelHandlerContext().channel().eventLoop();
    }
    throw new IllegalStateException("not a request of this server: " + request);
  }
}
