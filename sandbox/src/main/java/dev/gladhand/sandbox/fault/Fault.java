package dev.gladhand.sandbox.fault;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Header;
import java.time.Duration;
import java.util.List;

/**
 * A way in which a simulated provider misbehaves. If {@code apply} is true, the provider carries
 * the request out before it misbehaves: the write is applied, although the caller gets no proper
 * answer.
 */
public sealed interface Fault {

  /**
   * Waits for this time, then gives the proper answer. The request is carried out before the wait
   * if {@code apply} is true, otherwise after it.
   */
  record Delay(Duration time, boolean apply) implements Fault {}

  /** Never answers. */
  record Hang(boolean apply) implements Fault {}

  /** Resets the connection with a RST at a given moment. */
  record Reset(When when) implements Fault {}

  /** Closes the connection properly without an answer. */
  record Close(boolean apply) implements Fault {}

  /**
   * Gives the proper answer, which promises to keep the connection open, and closes the connection
   * all the same.
   */
  record CloseAfter() implements Fault {}

  /** Carries the request out, sends half of the answer, and ends the connection. */
  record HalfBody() implements Fault {}

  /** Answers with a body that never ends. */
  record EndlessBody(boolean apply) implements Fault {}

  /** Answers with header lines that never end. */
  record EndlessHead(boolean apply) implements Fault {}

  /**
   * Carries the request out and sends the answer's body one byte at a time, with this pause after
   * each.
   */
  record Dribble(Duration gap) implements Fault {}

  /** Answers with an HTML page. */
  record Html(int status, boolean apply) implements Fault {}

  /** Answers with bytes that are not HTTP. */
  record Garbage(boolean apply) implements Fault {}

  /** Answers with the given status, headers and body. */
  record Respond(int status, List<Header> headers, String body, boolean apply) implements Fault {
    public Respond {
      headers = List.copyOf(headers);
    }
  }

  /** Answers with a small gzip body that unpacks to this many bytes. */
  record GzipBomb(long bytes, boolean apply) implements Fault {}

  /**
   * Carries the request out and gives the proper answer with this content type instead of its own.
   */
  record ContentType(String type) implements Fault {}

  /** When a connection is reset. */
  enum When {
    /**
     * After the head of the request was read, before its body is read. Only the head decides
     * whether a rule applies.
     */
    BEFORE_READING,
    /** After the whole request was read; nothing was applied. */
    AFTER_READING,
    /** After the write was applied. */
    AFTER_APPLYING,
    /** After the write was applied and half of the answer was sent. */
    MID_ANSWER
  }

  static Fault hang() {
    return new Hang(false);
  }

  /** Applies the write and never answers. */
  static Fault applyThenHang() {
    return new Hang(true);
  }

  static Fault reset(When when) {
    return new Reset(when);
  }

  static Fault respond(int status, String body) {
    return new Respond(
        status, List.of(new Header("Content-Type", "application/json")), body, false);
  }

  /** Answers 429 with this {@code Retry-After}, which may be malformed. */
  static Fault tooManyRequests(String retryAfter) {
    return new Respond(
        429,
        List.of(
            new Header("Content-Type", "application/json"), new Header("Retry-After", retryAfter)),
        "{\"message\":\"Rate limit exceeded.\"}",
        false);
  }

  static Fault redirect(int status, String location) {
    return new Respond(status, List.of(new Header("Location", location)), "", false);
  }

  /** The name of this kind of fault in the control API. */
  default String kind() {
    return FaultJson.kind(this);
  }

  /** The page that an {@link Html} fault answers with. */
  static Answer page(int status) {
    return Answer.of(
        status,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>Please sign in</title></head>"
            + "<body><h1>Please sign in</h1></body></html>");
  }
}
