package dev.gladhand.sandbox.http;

import java.time.Duration;

/** What a connection does in reply to a request. Only {@link Send} follows the rules of HTTP. */
public sealed interface Reply {

  /** Sends the answer, and keeps the connection open if the client wants that. */
  record Send(Answer answer) implements Reply {}

  /** Sends the answer as if the connection stayed open, then closes the connection. */
  record SendThenClose(Answer answer) implements Reply {}

  /** Sends nothing until the client gives up. */
  record Hang() implements Reply {}

  /** Resets the connection with a RST. */
  record Reset() implements Reply {}

  /** Closes the connection properly without an answer. */
  record Close() implements Reply {}

  /** Sends half of the answer, then resets or closes the connection. */
  record Half(Answer answer, boolean reset) implements Reply {}

  /** Sends the head of the answer, then bytes without end. */
  record EndlessBody(Answer answer) implements Reply {}

  /** Sends a status line, then header lines without end. */
  record EndlessHead() implements Reply {}

  /** Sends the body one byte at a time, with this pause after each. */
  record Dribble(Answer answer, Duration gap) implements Reply {}

  /** Sends bytes that need not be HTTP, and closes the connection. */
  record Raw(byte[] bytes) implements Reply {}

  /** Sends a small gzip body that unpacks to this many bytes. */
  record GzipBomb(long bytes) implements Reply {}
}
