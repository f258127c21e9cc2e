package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.util.List;

/** A program that sends messages to the provider, and that is compared with others. */
interface Rival extends AutoCloseable {
  String name();

  /** A process that stores messages and does not send them while it is measured. */
  Child accepting();

  byte[] stored();

  /** A process that sends messages at once. */
  Child sending();

  /** The requests that are sent to {@link #sending}, each equally often and at the same time. */
  List<byte[]> sent();

  /**
   * Waits until the provider's answers to all messages sent so far are stored.
   *
   * @param answers the number of messages sent since the last call
   */
  void awaitEnd(long answers) throws SQLException;

  @Override
  void close();
}
