package dev.gladhand.sandbox.http;

import java.time.Duration;

/** What a connection does about a request; only {@link Send} keeps to the protocol. */
public sealed interface Reply {

  /** Answers, and goes on with the connection when the client wishes. */
  record Send(Answer answer) implements Reply {}

  /** Answers as if the connection stayed open, and closes it. */
  record SendThenClose(Answer answer) implements Reply {}

  /** Says nothing until the other side gives up. */
  record Hang() implements Reply {}

  /** Ends the connection with a RST. */
  record Reset() implements Reply {}

  /** Ends the connection in good order without a word. */
  record Close() implements Reply {}

  /** Sends half of the answer, then ends the connection, by a RST or in good order. */
  record Half(Answer answer, boolean reset) implements Reply {}

  /** Sends the head of the answer, then bytes without end. */
  record EndlessBody(Answer answer) implements Reply {}

  /** Sends a status line, then header lines without end. */
  record EndlessHead() implements Reply {}

  /** Sends the body byte by byte. */
  record Dribble(Answer answer, Duration gap) implements Reply {}

  /** Sends bytes that need not be HTTP, and closes. */
  record Raw(byte[] bytes) implements Reply {}

  /** Sends a small body that unpacks to this many bytes. */
  record GzipBomb(long bytes) implements Reply {}
}
