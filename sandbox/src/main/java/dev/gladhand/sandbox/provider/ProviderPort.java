package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.Faults;
import dev.gladhand.sandbox.fault.Misbehaviour;
import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Conversation;
import dev.gladhand.sandbox.http.Reply;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.journal.Journal;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives the requests to a provider: adds them to the journal, applies faults, latency and rate
 * limits, and passes them on to the provider.
 */
public final class ProviderPort implements Conversation {
  /** Paths below this one belong to the control API. */
  public static final String CONTROL = "/_sandbox";

  private static final byte[] NOTHING = new byte[0];

  private final Provider provider;
  private final Journal journal;
  private final Faults faults;
  private final Function<Request, Answer> control;
  private volatile Duration latency = Duration.ZERO;
  private volatile List<RateLimit> limits = List.of();

  public ProviderPort(
      Provider provider, Journal journal, Faults faults, Function<Request, Answer> control) {
    this.provider = provider;
    this.journal = journal;
    this.faults = faults;
    this.control = control;
  }

  public Provider provider() {
    return provider;
  }

  /** Sets how long every request waits before the provider handles it. */
  public void latency(Duration each) {
    latency = each;
  }

  public Duration latency() {
    return latency;
  }

  /** Replaces the rate limits; by default there are none. */
  public void limits(List<RateLimit> all) {
    limits = List.copyOf(all);
  }

  public Json showLimits() {
    return Json.of(limits.stream().map(RateLimit::show).toList());
  }

  @Override
  public @Nullable Reply before(RequestHead head) throws InterruptedException {
    if (head.path().startsWith(CONTROL)) {
      return null;
    }
    Fault fault = faults.beforeReading(provider.name(), head);
    if (fault == null) {
      return null;
    }
    journal.received(provider.name(), head, NOTHING).hitBy(fault.kind());
    return Misbehaviour.of(fault, () -> Answer.empty(500));
  }

  @Override
  public Reply reply(Request request) throws InterruptedException {
    if (request.path().startsWith(CONTROL)) {
      return new Reply.Send(control.apply(request));
    }
    Received entry = journal.received(provider.name(), request.head(), request.body());
    Fault fault = faults.afterReading(provider.name(), request);
    if (!latency.isZero()) {
      Thread.sleep(latency);
    }
    if (fault == null) {
      Answer answer = properly(request, entry);
      entry.answered(answer.status());
      return new Reply.Send(answer);
    }
    entry.hitBy(fault.kind());
    Reply reply = Misbehaviour.of(fault, properlyLater(request, entry));
    if (reply instanceof Reply.Send(Answer answer)) {
      entry.answered(answer.status());
    }
    return reply;
  }

  private Supplier<Answer> properlyLater(Request request, Received entry) {
    return () -> properly(request, entry);
  }

  private Answer properly(Request request, Received entry) {
    long now = System.nanoTime();
    for (RateLimit limit : limits) {
      Duration wait = limit.concerns(request.head()) ? limit.take(now) : Duration.ZERO;
      if (!wait.isZero()) {
        return provider.tooMany(request).with("Retry-After", provider.retryAfter(wait));
      }
    }
    return provider.answer(
        request,
        (resource, operation, id, key, fields) ->
            journal.applied(entry, resource, operation, id, key, fields));
  }
}
