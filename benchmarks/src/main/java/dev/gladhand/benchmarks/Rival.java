package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.util.List;

/** One way to get a message to the provider. */
interface Rival extends AutoCloseable {
  String name();

  /** Whose messages are stored and not sent while it is measured. */
  Child accepting();

  byte[] stored();

  /** Which sends its messages at once. */
  Child sending();

  /** Requests that go round the lines. */
  List<byte[]> sent();

  /** Waits until all that was accepted has ended, and is stored. */
  void awaitEnd(long answers) throws SQLException;

  @Override
  void close();
}
