package dev.gladhand.sandbox.journal;

import dev.gladhand.sandbox.http.Headers;
import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A received request and its result so far. */
public final class Received {
  private final long sequence;
  private final String provider;
  private final Instant at;
  private final String method;
  private final String target;
  private final byte[] head;
  private final byte[] body;
  private volatile int status;
  private int applied;
  private volatile @Nullable String fault;

  Received(long sequence, String provider, Instant at, RequestHead head, byte[] body) {
    this.sequence = sequence;
    this.provider = provider;
    this.at = at;
    this.method = head.method();
    this.target = head.target();
    this.head = head.raw();
    this.body = body;
  }

  public long sequence() {
    return sequence;
  }

  public String provider() {
    return provider;
  }

  public Instant at() {
    return at;
  }

  public String method() {
    return method;
  }

  /** The path and query of the request, unchanged. */
  public String target() {
    return target;
  }

  /** The target without its query. */
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  public Headers headers() {
    return RequestHead.headersOf(head);
  }

  public @Nullable String header(String name) {
    return headers().first(name);
  }

  /** The body, unchanged. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body read as JSON. */
  public Json bodyJson() {
    return Json.read(body);
  }

  /** The status of the answer; 0 if there is none, or none yet. */
  public int status() {
    return status;
  }

  /** The number of writes that the provider has applied because of the request. */
  public synchronized int applied() {
    return applied;
  }

  /** The kind of the fault that the request got; null if it got none. */
  public @Nullable String fault() {
    return fault;
  }

  /** Records the status of the answer. */
  public void answered(int newStatus) {
    status = newStatus;
  }

  /** Records which fault the request got. */
  public void hitBy(String kind) {
    fault = kind;
  }

  synchronized void countApplied() {
    applied++;
  }

  long weight() {
    return 256L + head.length + body.length;
  }

  boolean contains(String text) {
    return target.contains(text) || bodyText().contains(text);
  }

  /** The entry as the control API shows it. */
  public Json.Obj toJson() {
    var lines = new LinkedHashMap<String, Object>();
    headers().lines().forEach(line -> lines.put(line.name(), line.value()));
    return Json.obj(
        "sequence", sequence,
        "provider", provider,
        "at", at,
        "method", method,
        "target", target,
        "headers", lines,
        "body", bodyText(),
        "applied", applied(),
        "status", status == 0 ? null : status,
        "fault", fault);
  }
}
