package dev.gladhand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.stream.PieceStream;
import dev.gladhand.http.stream.PieceStreams;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Clients that take an answer slowly, or go away in the middle of it. */
class SlowReadersTest {
  private static final int MIB = 1024 * 1024;
  private static final TokenOf TOKENS = new TokenOf("resource_operation:read");

  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(Map.of("pieces", "served"), TOKENS);
    warnings.start();
    log().addAppender(warnings);
  }

  @AfterEach
  void stop() {
    log().detachAppender(warnings);
    server.close();
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  /** Answers without end. */
  @Api("/v2/test/pieces")
  @Requires(property = "pieces", value = "served")
  static final class Endless {
    private final PieceStreams streams;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong made = new AtomicLong();

    Endless(PieceStreams streams) {
      this.streams = streams;
    }

    @Get("/whole/{bytes}")
    @Secured("resource_operation:read")
    HttpResponse<?> whole(Call call) {
      made.incrementAndGet();
      return Replies.ok("x".repeat(Integer.parseInt(call.path("bytes"))));
    }

    @Get("/ended")
    @Secured("resource_operation:read")
    HttpResponse<?> ended(Call call) {
      return streams.answer(
          call,
          "application/octet-stream",
          new PieceStream.Pieces() {
            @Override
            public byte[] next() {
              throw Halt.unauthorized("the token is not valid any more");
            }

            @Override
            public void close() {}
          });
    }

    @Get("/{bytes}")
    @Secured("resource_operation:read")
    HttpResponse<?> pieces(Call call) {
      open.incrementAndGet();
      var piece = new byte[Integer.parseInt(call.path("bytes"))];
      return streams.answer(
          call,
          "application/octet-stream",
          new PieceStream.Pieces() {
            @Override
            public byte[] next() {
              made.incrementAndGet();
              return piece;
            }

            @Override
            public void close() {
              open.decrementAndGet();
            }
          });
    }
  }

  private Socket ask(String what) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            "GET /v2/test/pieces/%s HTTP/1.1\r\nHost: h\r\n%s\r\n\r\n"
                .formatted(what, TOKENS.header())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long directBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      // By which the test's own time limit tells that it is over.
      assertFalse(Thread.interrupted(), "not in time");
      Thread.onSpinWait();
    }
  }

  @Test
  @Timeout(60)
  void anAnswerThatEndsBeforeItsFirstPieceIsAnError() throws IOException {
    try (var socket = ask("ended")) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertEquals("HTTP/1.1 401 Unauthorized", reader.readLine());
      String line;
      do {
        line = reader.readLine();
      } while (!line.isEmpty());
      var told = new char[64];
      var length = reader.read(told);
      assertTrue(new String(told, 0, length).startsWith("{\"code\":401,"));
    }
  }

  @Test
  @Timeout(60)
  void clientsThatAreGoneLeaveNothingBehind() throws IOException {
    var endless = server.bean(Endless.class);
    ask("" + MIB).close();
    until(() -> endless.made.get() > 0 && endless.open.get() == 0);
    var before = directBytes();
    for (var n = 0; n < 100; n++) {
      try (var socket = ask("" + MIB)) {
        assertEquals('H', socket.getInputStream().read());
        socket.setSoLinger(true, 0);
      }
    }
    until(() -> endless.open.get() == 0);
    assertTrue(directBytes() - before < 16 * MIB, () -> (directBytes() - before) + " bytes stay");
    assertEquals(
        0,
        warnings.list.stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
            .count(),
        warnings.list::toString);
  }

  @Test
  @Timeout(60)
  void clientsThatReadNothingHoldLittle() throws IOException {
    var endless = server.bean(Endless.class);
    var before = directBytes();
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 20; n++) {
        open.add(ask("" + 8 * MIB));
      }
      until(() -> endless.made.get() == open.size());
      var held = directBytes() - before;
      assertTrue(held < 20 * MIB, () -> held + " bytes");
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  @Test
  @Timeout(60)
  void aLongBodyIsToldWholeInSlices() {
    var reply =
        server.wire().send("GET", "/v2/test/pieces/whole/" + MIB, (String) null, TOKENS.header());
    assertEquals("x".repeat(MIB), reply.json());
    assertEquals("" + (MIB + 2), reply.header("Content-Length"));
  }
}
