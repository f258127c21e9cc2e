package dev.gladhand.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request over a connection and reads its reply. The request is never sent a second time.
 */
final class Call {
  private static final int MOST_INTERIM_REPLIES = 8;

  private final OutboundRequest request;
  private final ClassicHttpRequest message;
  private final Exchange exchange;
  private final TimeValue longestIdle;
  private final HttpClientContext context = HttpClientContext.create();
  private @Nullable InetSocketAddress remote;
  private TimeValue keepFor = TimeValue.ZERO_MILLISECONDS;

  Call(OutboundRequest request, Exchange exchange, OutboundSettings settings)
      throws ExchangeException {
    this.request = request;
    this.exchange = exchange;
    this.longestIdle = TimeValue.of(settings.keepIdle());
    this.message = RequestMessage.of(request, exchange.target(), settings.userAgent());
  }

  /**
   * How long the connection may be kept for a later exchange; zero or less if it must not be used
   * again.
   */
  TimeValue keepFor() {
    return keepFor;
  }

  OutboundResult.Replied run(ConnectionEndpoint endpoint) throws ExchangeException {
    var peer = exchange.target().hostAndPort();
    try {
      var reply = endpoint.execute("", message, this::sendAndReceive, context);
      var reader = new BodyReader(request.limits(), peer);
      var body = reader.read(reply.getEntity(), exchange.headers());
      if (!reader.cut()) {
        keepFor = keepFor(reply);
      }
      return new OutboundResult.Replied(
          reply.getCode(),
          exchange.headers(),
          body,
          reader.truncated(),
          exchange.took(),
          Objects.requireNonNull(remote));
    } catch (ExchangeException e) {
      throw e;
    } catch (MessageConstraintException _) {
      throw exchange.isWithinHead()
          ? exchange.meaning(
              FailureKind.TOO_LARGE, "the head of the answer of " + peer + " is too large")
          : exchange.meaning(FailureKind.PROTOCOL, peer + " sent what is no HTTP answer");
    } catch (HttpException | MalformedChunkCodingException _) {
      throw exchange.meaning(FailureKind.PROTOCOL, peer + " sent what is no HTTP answer");
    } catch (IllegalStateException e) {
      if (remote != null) {
        throw e;
      }
      // With this exception the library reports that a connection was closed before it was used.
      throw exchange.meaning(FailureKind.RESET, "the connection was closed");
    } catch (IOException _) {
      throw exchange.meaning(
          FailureKind.RESET, peer + " ended the connection before its answer was whole");
    }
  }

  private ClassicHttpResponse sendAndReceive(
      ClassicHttpRequest toSend, HttpClientConnection connection, HttpContext ignored)
      throws IOException, HttpException {
    remote = (InetSocketAddress) connection.getRemoteAddress();
    exchange.onStop(() -> connection.close(CloseMode.IMMEDIATE));
    exchange.sending();
    try {
      connection.sendRequestHeader(toSend);
      connection.sendRequestEntity(toSend);
      connection.flush();
    } catch (IOException _) {
      // A peer may answer and close the connection before it has read the whole request, so its
      // answer is still read.
      exchange.cutShort();
    }
    for (int i = 0; i <= MOST_INTERIM_REPLIES; i++) {
      var reply = connection.receiveResponseHeader();
      if (reply.getCode() >= 200) {
        exchange.headed(ReplyHeaders.of(reply.getHeaders()));
        if (MessageSupport.canResponseHaveBody(toSend.getMethod(), reply)) {
          connection.receiveResponseEntity(reply);
        }
        return reply;
      }
    }
    throw new ProtocolException("interim replies only");
  }

  private TimeValue keepFor(ClassicHttpResponse reply) {
    boolean twoLengths =
        reply.containsHeader("Transfer-Encoding") && reply.containsHeader("Content-Length");
    // Both fields together can be used to smuggle in a second reply.
    if (twoLengths
        || !DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(message, reply, context)) {
      return TimeValue.ZERO_MILLISECONDS;
    }
    // A second less than the peer states, so that no request is sent while the peer closes the
    // connection.
    var theirs = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(reply, context);
    return TimeValue.ofSeconds(theirs.toSeconds() - 1).min(longestIdle);
  }
}
