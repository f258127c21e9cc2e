package dev.gladhand.sandbox.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes replies to a connection's socket, and says whether the connection may stay open. */
final class Speaker {
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private final Socket socket;
  private final OutputStream out;

  Speaker(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  boolean say(Reply reply, RequestHead head) throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Send(Answer answer) -> {
        boolean close = !head.keepsAlive();
        out.write(answer.whole(close, head.method().equals("HEAD")));
        return !close;
      }
      case Reply.SendThenClose(Answer answer) -> out.write(answer.whole(false, false));
      case Reply.Hang() -> awaitGoodbye();
      case Reply.Reset() -> socket.setSoLinger(true, 0);
      case Reply.Close() -> out.flush();
      case Reply.Half(Answer answer, boolean reset) -> half(answer, reset);
      case Reply.EndlessBody(Answer answer) -> endlessBody(answer);
      case Reply.EndlessHead() -> endlessHead();
      case Reply.Dribble dribble -> {
        dribble(dribble);
        return head.keepsAlive();
      }
      case Reply.Raw(byte[] bytes) -> out.write(bytes);
      case Reply.GzipBomb(long bytes) -> gzipBomb(bytes);
    }
    return false;
  }

  void proceed() throws IOException {
    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private void half(Answer answer, boolean reset) throws IOException {
    byte[] whole = answer.whole(false, false);
    int body = answer.body().length;
    out.write(whole, 0, body > 1 ? whole.length - body / 2 : whole.length / 2);
    out.flush();
    if (reset) {
      socket.setSoLinger(true, 0);
    }
  }

  private void endlessBody(Answer answer) throws IOException {
    out.write(answer.head(false, CHUNKED));
    out.write(chunk(answer.body()));
    byte[] filling = new byte[16 * 1024];
    Arrays.fill(filling, (byte) ' ');
    byte[] chunk = chunk(filling);
    while (!socket.isClosed()) {
      out.write(chunk);
    }
  }

  private void endlessHead() throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1));
    for (long line = 0; !socket.isClosed(); line++) {
      out.write(("X-Line-" + line + ": more\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void dribble(Reply.Dribble dribble) throws IOException, InterruptedException {
    byte[] whole = dribble.answer().whole(false, false);
    int body = dribble.answer().body().length;
    int at = body == 0 ? 0 : whole.length - body;
    out.write(whole, 0, at);
    for (; at < whole.length; at++) {
      out.write(whole, at, 1);
      Thread.sleep(dribble.gap());
    }
  }

  private void gzipBomb(long bytes) throws IOException {
    var answer = Answer.of(200, "application/json", "").with("Content-Encoding", "gzip");
    out.write(answer.head(false, CHUNKED));
    byte[] zeros = new byte[64 * 1024];
    Arrays.fill(zeros, (byte) '0');
    try (var packed = new GZIPOutputStream(new Chunks(out), 16 * 1024)) {
      packed.write("{\"data\":\"".getBytes(StandardCharsets.US_ASCII));
      for (long left = bytes; left > 0; left -= zeros.length) {
        packed.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
      packed.write("\"}".getBytes(StandardCharsets.US_ASCII));
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void awaitGoodbye() throws IOException {
    byte[] ignored = new byte[1024];
    while (socket.getInputStream().read(ignored) >= 0) {
      // Ignored: a client may send further bytes after a request that gets no answer.
    }
  }

  private static byte[] chunk(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = Arrays.copyOf(size, size.length + bytes.length + 2);
    System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }

  /**
   * Writes the bytes of each call as a chunk of HTTP. Closing this stream does not write the last,
   * empty chunk; the caller does.
   */
  private static final class Chunks extends FilterOutputStream {
    Chunks(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(chunk(Arrays.copyOfRange(bytes, from, from + length)));
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
