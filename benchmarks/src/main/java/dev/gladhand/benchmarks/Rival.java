package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.util.List;

/**
 * One of the programs that are compared: it accepts messages over HTTP, stores them, and sends them
 * to the simulated provider.
 */
interface Rival extends AutoCloseable {
  String name();

  /**
   * The process with which accepting is measured: it stores the messages of {@link #stored} and
   * does not send them meanwhile.
   */
  Child accepting();

  byte[] stored();

  /** The process that sends accepted messages to the provider at once. */
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
