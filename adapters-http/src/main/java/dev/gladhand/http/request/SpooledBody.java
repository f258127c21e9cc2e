package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body of lines on disk, so that its length takes no memory. The file belongs to this process
 * alone: its name is deleted before the first byte is written, and its content when it is closed.
 * Not thread-safe.
 */
public final class SpooledBody implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final FileChannel file;
  private Runnable closed = () -> {};
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private int lines;
  private long longest;
  private long unended;

  private SpooledBody(FileChannel file) {
    this.file = file;
  }

  /** Creates an empty body. */
  static SpooledBody create() throws IOException {
    var path = Files.createTempFile("gladhand-body", ".ndjson");
    try {
      return new SpooledBody(
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } finally {
      Files.delete(path);
    }
  }

  void write(byte[] piece) throws IOException {
    for (var at = 0; at < piece.length; at++) {
      unended++;
      if (piece[at] == '\n') {
        end();
      }
    }
    var bytes = ByteBuffer.wrap(piece);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /**
   * Takes one of the places for bulk requests that are served at the same time; {@link #close}
   * gives it back. If there is no place, the file is deleted and a {@link Halt} is thrown.
   */
  SpooledBody served(Supplier<Runnable> places) {
    try {
      closed = places.get();
      return this;
    } catch (Halt halt) {
      close();
      throw halt;
    }
  }

  /** Ends the writing; the body is read from its first line afterwards. */
  void written() throws IOException {
    if (unended > 0) {
      end();
    }
    file.position(0);
  }

  private void end() {
    lines++;
    longest = Math.max(longest, unended);
    unended = 0;
  }

  /** The number of lines; text after the last line feed is a line if it is not empty. */
  public int lines() {
    return lines;
  }

  /** The length of the longest line in bytes, with its line feed. */
  public long longestLine() {
    return longest;
  }

  /** The next line without its line feed, or null after the last. */
  public byte @Nullable [] next() {
    var line = new ByteArrayOutputStream();
    var any = false;
    while (fill()) {
      any = true;
      var from = buffer.position();
      while (buffer.hasRemaining()) {
        if (buffer.get() == '\n') {
          line.write(buffer.array(), from, buffer.position() - 1 - from);
          return withoutReturn(line.toByteArray());
        }
      }
      line.write(buffer.array(), from, buffer.position() - from);
    }
    return any ? withoutReturn(line.toByteArray()) : null;
  }

  private boolean fill() {
    if (buffer.hasRemaining()) {
      return true;
    }
    try {
      buffer.clear();
      var read = file.read(buffer);
      buffer.flip();
      return read > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] withoutReturn(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closed.run();
    }
  }
}
