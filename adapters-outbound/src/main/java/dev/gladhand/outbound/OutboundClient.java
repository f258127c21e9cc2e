package dev.gladhand.outbound;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.gladhand.outbound.policy.Target;
import dev.gladhand.outbound.policy.TargetCheck.Permitted;
import dev.gladhand.outbound.policy.TargetCheck.Reason;
import dev.gladhand.outbound.policy.TargetCheck.Refused;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.share.Turns;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client that makes every call that leaves the gateway. It sends each request once, only
 * to targets that the policy permits, within limits of time and size, and without redirects,
 * proxies or cookies. Thread-safe; calls block, so they belong on virtual threads.
 */
public final class OutboundClient implements AutoCloseable {
  private final TargetPolicy policy;
  private final OutboundSettings settings;
  private final Turns<Target> turns;
  private final Lookups lookups;
  private final Connections connections;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("outbound-deadlines").daemon().factory());
  private volatile boolean closed;

  public OutboundClient(TargetPolicy policy, OutboundSettings settings) {
    this(policy, settings, NameResolver.system());
  }

  /** Makes a client with another resolver, for tests. */
  public OutboundClient(TargetPolicy policy, OutboundSettings settings, NameResolver resolver) {
    // Proxies from system properties or the environment are not used.
    this(policy, settings, resolver, _ -> SocketChannel.open().socket());
  }

  OutboundClient(
      TargetPolicy policy,
      OutboundSettings settings,
      NameResolver resolver,
      DetachedSocketFactory sockets) {
    this.policy = policy;
    this.settings = settings;
    this.turns = new Turns<>(settings.maxTotal(), settings.maxPerTarget());
    this.lookups = new Lookups(resolver, Ticker.systemTicker());
    var trust = settings.tls() == null ? systemTrust() : settings.tls();
    this.connections = new Connections(settings, trust, sockets);
    timer.setRemoveOnCancelPolicy(true);
    timer.scheduleWithFixedDelay(connections::closeExpired, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Sends the request once and reads the reply. Every failure of the network, the peer or the
   * request is reported in the result; none is thrown.
   */
  public OutboundResult exchange(OutboundRequest request) {
    return switch (policy.check(request.uri())) {
      case Permitted(_, var target) -> exchange(request, target);
      case Refused(var reason, var detail) ->
          new OutboundResult.Failed(
              reason == Reason.MALFORMED ? FailureKind.INVALID_REQUEST : FailureKind.BLOCKED_TARGET,
              false,
              detail,
              null,
              ReplyHeaders.none(),
              Duration.ZERO);
    };
  }

  private OutboundResult exchange(OutboundRequest request, Target target) {
    var exchange = new Exchange(target, request.limits().deadline(), request.mayLeave());
    underWay.add(exchange);
    try {
      return ScopedValue.where(Exchange.CURRENT, exchange).call(() -> run(request, exchange));
    } catch (ExchangeException e) {
      return exchange.failed(e);
    } finally {
      underWay.remove(exchange);
    }
  }

  private OutboundResult run(OutboundRequest request, Exchange exchange) throws ExchangeException {
    var call = new Call(request, exchange, settings);
    if (closed) {
      throw exchange.stopped(FailureKind.CANCELLED);
    }
    var target = exchange.target();
    try {
      if (!turns.enter(target, exchange.remaining())) {
        throw new ExchangeException(
            FailureKind.BUSY, "too many calls to " + target.hostAndPort() + " at once");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw exchange.stopped(FailureKind.CANCELLED);
    }
    try {
      return inTurn(request, exchange, call);
    } finally {
      turns.leave(target);
    }
  }

  private OutboundResult inTurn(OutboundRequest request, Exchange exchange, Call call)
      throws ExchangeException {
    var endpoint = connections.lease(exchange);
    var keepFor = TimeValue.ZERO_MILLISECONDS;
    var deadline = stopLater(exchange, FailureKind.TIMEOUT, exchange.remaining());
    try {
      if (!endpoint.isConnected()) {
        connect(endpoint, exchange, request);
      }
      var replied = call.run(endpoint);
      keepFor = call.keepFor();
      return replied;
    } finally {
      deadline.cancel(false);
      connections.release(endpoint, exchange.end() ? keepFor : TimeValue.ZERO_MILLISECONDS);
    }
  }

  /**
   * Looks up the name, checks its addresses and connects. The connect time-out ends all of this,
   * even a handshake that the peer sends byte by byte.
   */
  private void connect(ConnectionEndpoint endpoint, Exchange exchange, OutboundRequest request)
      throws ExchangeException {
    long connectNanos = request.limits().connectTimeout().toNanos();
    long remaining = exchange.remaining();
    var late = connectNanos < remaining ? FailureKind.CONNECT_TIMEOUT : FailureKind.TIMEOUT;
    long by = System.nanoTime() + Math.min(connectNanos, remaining);
    var limit = stopLater(exchange, late, by - System.nanoTime());
    try {
      exchange.permit(permitted(exchange.target(), request.partner(), by));
      connections.connect(endpoint, exchange, by - System.nanoTime(), late);
    } catch (TimeoutException _) {
      throw exchange.stopped(late);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw exchange.stopped(FailureKind.CANCELLED);
    } finally {
      limit.cancel(false);
    }
  }

  private List<InetAddress> permitted(Target target, String partner, long by)
      throws ExchangeException, InterruptedException, TimeoutException {
    var addresses =
        policy.dialable(target, lookups.addresses(target, partner, by - System.nanoTime()));
    if (addresses.isEmpty()) {
      throw new ExchangeException(
          FailureKind.BLOCKED_TARGET, target.host() + " has no address that may be called");
    }
    return addresses;
  }

  /** Stops the exchange after a time, unless the returned task is cancelled before. */
  private Future<?> stopLater(Exchange exchange, FailureKind why, long nanos) {
    try {
      return timer.schedule(() -> exchange.stop(why), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The client was closed meanwhile, and nothing else would end this exchange.
      exchange.stop(FailureKind.CANCELLED);
      return CompletableFuture.completedFuture(null);
    }
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this machine has no TLS", e);
    }
  }

  /** The number of connections that are kept for later exchanges. */
  public int idleConnections() {
    return connections.idle();
  }

  /**
   * The number of targets that this client remembers; 0 when it has no calls under way and no
   * connections.
   */
  int targets() {
    return connections.targets() + turns.holders();
  }

  /** Cancels all exchanges and closes every connection. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(exchange -> exchange.stop(FailureKind.CANCELLED));
    connections.close();
    timer.shutdownNow();
    lookups.close();
  }
}
