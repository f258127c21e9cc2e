package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.outbound.FailureKind;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundLimits;
import dev.gladhand.outbound.OutboundRequest;
import dev.gladhand.outbound.OutboundResult;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/** Calls TSPs through the {@link OutboundClient}, which reaches permitted targets only. */
public final class OutboundCalls implements TspCalls {
  private final OutboundClient client;
  private final Duration connectTimeout;

  /**
   * @param connectTimeout the time-out for DNS, connect and TLS handshake together; the time-out of
   *     the whole call includes it
   */
  public OutboundCalls(OutboundClient client, Duration connectTimeout) {
    this.client = client;
    this.connectTimeout = connectTimeout;
  }

  @Override
  public Answer exchange(Call call) {
    URI uri;
    try {
      uri = new URI(call.url());
    } catch (URISyntaxException _) {
      return new Answer.Failed(Kind.PROTOCOL, false, null, Map.of(), "the URL is malformed");
    }
    var connect = connectTimeout.compareTo(call.timeout()) < 0 ? connectTimeout : call.timeout();
    var limits =
        OutboundLimits.of(connect, call.timeout())
            .cappedAt(call.maxReply(), OutboundLimits.Overflow.FAIL);
    var request = OutboundRequest.builder(call.method(), uri, limits);
    request.onlyIf(call.mayLeave());
    call.headers().forEach(request::header);
    var body = call.body();
    if (body != null) {
      request.body(body);
    }
    return switch (client.exchange(request.build())) {
      case OutboundResult.Replied replied ->
          new Answer.Replied(replied.status(), replied.headers().asMap(), replied.body().bytes());
      case OutboundResult.Failed failed ->
          new Answer.Failed(
              kind(failed.kind()),
              failed.requestMayHaveBeenSent(),
              failed.status(),
              failed.headers().asMap(),
              failed.safeDetail());
    };
  }

  static Kind kind(FailureKind kind) {
    return switch (kind) {
      case BLOCKED_TARGET -> Kind.BLOCKED;
      case DNS -> Kind.DNS;
      case BUSY, CONNECT_REFUSED, CONNECT_TIMEOUT -> Kind.CONNECT;
      case TLS -> Kind.TLS;
      case RESET, CANCELLED -> Kind.RESET;
      case TIMEOUT -> Kind.TIMEOUT;
      case TOO_LARGE -> Kind.TOO_LARGE;
      // No byte of an invalid request was sent; the error table treats PROTOCOL as permanent.
      case PROTOCOL, INVALID_REQUEST -> Kind.PROTOCOL;
    };
  }
}
