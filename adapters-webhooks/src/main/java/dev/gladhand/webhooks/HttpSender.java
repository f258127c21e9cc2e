package dev.gladhand.webhooks;

import dev.gladhand.application.delivery.Sender;
import dev.gladhand.outbound.FailureKind;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundLimits;
import dev.gladhand.outbound.OutboundRequest;
import dev.gladhand.outbound.OutboundResult;
import dev.gladhand.outbound.ReplyHeaders;
import dev.gladhand.outbound.RetryAfter;
import dev.gladhand.outbound.policy.AddressRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to its receiver as one signed POST through the {@link OutboundClient}, which
 * never follows a redirect.
 */
public final class HttpSender implements Sender {
  private static final int LONGEST_ERROR = 2_048;

  /** The most bytes of an answer that are read: enough for a log; the rest is not read. */
  private static final int MOST_READ = 8 * 1024;

  private static final int SUCCESS = 200;
  private static final int REDIRECTION = 300;

  private final OutboundClient client;
  private final OutboundLimits limits;
  private final String userAgent;

  /**
   * @param timeout the longest time of the whole exchange
   * @param version the version of this build, for the User-Agent
   */
  public HttpSender(OutboundClient client, Duration timeout, String version) {
    this.client = client;
    this.limits = new OutboundLimits(timeout, timeout, MOST_READ, OutboundLimits.Overflow.TRUNCATE);
    this.userAgent = "Gladhand-Webhook/" + version;
  }

  @Override
  public @Nullable Receipt send(Outgoing outgoing) {
    return receipt(client.exchange(request(outgoing)), outgoing.at());
  }

  /**
   * What the result of an exchange means for the delivery. A status that was received counts, even
   * if the rest of the answer was not received. Null if this node was too busy to make the call, so
   * that nothing was sent.
   */
  static @Nullable Receipt receipt(OutboundResult result, Instant at) {
    return switch (result) {
      case OutboundResult.Replied replied ->
          receipt(replied.status(), said(replied), replied.headers(), at, replied.took());
      case OutboundResult.Failed failed when failed.kind() == FailureKind.BUSY -> null;
      case OutboundResult.Failed failed ->
          failed.status() == null
              ? new Receipt(null, error(failed.safeDetail(), null), Duration.ZERO, failed.took())
              : receipt(failed.status(), failed.safeDetail(), failed.headers(), at, failed.took());
    };
  }

  private static Receipt receipt(
      int status, String said, ReplyHeaders headers, Instant at, Duration took) {
    var success = status >= SUCCESS && status < REDIRECTION;
    var wait =
        RetryAfter.of(
                headers.first("Retry-After").orElse(null), headers.first("Date").orElse(null), at)
            .orElse(Duration.ZERO);
    return new Receipt(status, success ? null : error("answered " + status, said), wait, took);
  }

  /**
   * The text of the receiver's answer. It is empty if the receiver has an internal address (the
   * operator may permit some), so that no partner reads answers of the internal network.
   */
  private static String said(OutboundResult.Replied replied) {
    return AddressRules.isPublic(replied.remote().getAddress()) ? replied.body().text() : "";
  }

  private OutboundRequest request(Outgoing outgoing) {
    var body = outgoing.body().getBytes(StandardCharsets.UTF_8);
    var id = outgoing.event().toString();
    var timestamp = outgoing.at().getEpochSecond();
    var request =
        OutboundRequest.builder("POST", outgoing.url(), limits)
            .onBehalfOf(outgoing.partner().toString())
            .header("Content-Type", "application/json")
            .header("User-Agent", userAgent)
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(timestamp))
            .header(
                "webhook-signature", SignatureHeader.of(outgoing.secrets(), id, timestamp, body))
            .header("X-Event-Type", outgoing.eventName())
            .header("X-Webhook-ID", outgoing.webhook().toString())
            .header("X-Delivery-Attempt", Integer.toString(outgoing.attempt()))
            .body(body);
    var trace = outgoing.trace();
    if (trace != null) {
      request.header("traceparent", trace.parent());
      if (trace.state() != null) {
        request.header("tracestate", trace.state());
      }
    }
    return request.build();
  }

  /**
   * The text of an error: what happened and what the receiver answered, in characters that every
   * store and log can keep.
   */
  static String error(String what, @Nullable String said) {
    var text = said == null || said.isBlank() ? what : what + ": " + said.strip();
    var clean = new StringBuilder(Math.min(text.length(), LONGEST_ERROR));
    text.codePoints()
        .map(
            c ->
                c < ' ' && c != '\n' && c != '\t'
                    ? ' '
                    : Character.getType(c) == Character.SURROGATE ? '?' : c)
        .limit(LONGEST_ERROR)
        .forEach(clean::appendCodePoint);
    if (clean.length() > LONGEST_ERROR) {
      clean.setLength(
          Character.isHighSurrogate(clean.charAt(LONGEST_ERROR - 1))
              ? LONGEST_ERROR - 1
              : LONGEST_ERROR);
    }
    return clean.toString();
  }
}
