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

  /** The requests that the connections repeat in turn. */
  List<byte[]> sent();

  /** Waits until all accepted messages have ended and the results are stored. */
  void awaitEnd(long answers) throws SQLException;

  @Override
  void close();
}
