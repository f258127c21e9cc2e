package dev.gladhand.http.stream;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import dev.gladhand.share.Turns;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Starts answers that are made piece by piece. A few pieces are made at the same time, with the
 * partners in turn, so that memory and processor time do not grow with the number of answers.
 * Thread-safe.
 */
@Singleton
public final class PieceStreams {
  /** The most pieces at once: half the number of processors, at least 1 and at most 4. */
  private static final int AT_ONCE =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  private static final int OF_A_PARTNER = 1;

  /** A page with no more items than this does not wait for a turn. */
  private static final int SMALL_PAGE = 20;

  /**
   * Making a piece of 8 MiB takes a processor for a while, which must not be one of the few threads
   * that carry all virtual ones.
   */
  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("piece-", 0).daemon().factory());

  private final Turns<PartnerId> turns = new Turns<>(AT_ONCE, OF_A_PARTNER);
  private final Tokens tokens;

  PieceStreams(Tokens tokens) {
    this.tokens = tokens;
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

  /** Makes a piece before the answer begins, also in turn. Blocks. */
  public <T> T inTurn(Call call, Supplier<T> work) {
    return inTurn(call.partner(), work);
  }

  private <T extends @Nullable Object> T inTurn(PartnerId partner, Supplier<T> work) {
    return turns.run(partner, () -> Computing.run(THREADS, work));
  }

  /**
   * Answers a page of a list.
   *
   * @param items the largest number of items on the page
   */
  public HttpResponse<?> page(Call call, int items, Supplier<?> json) {
    Supplier<HttpResponse<?>> make = () -> Replies.ok(json.get());
    return items <= SMALL_PAGE ? make.get() : inTurn(call, make);
  }

  /** The thread of the connection, on which the server learns that the client is gone. */
  private static Executor thread(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> received) {
      return received.getChannelHandlerContext().channel().eventLoop();
    }
    throw new IllegalStateException("not a request of this server: " + request);
  }
}
