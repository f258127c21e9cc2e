package dev.gladhand.outbound;

import dev.gladhand.outbound.TargetCheck.Permitted;
import dev.gladhand.outbound.TargetCheck.Reason;
import dev.gladhand.outbound.TargetCheck.Refused;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The one way out: a single guarded HTTP exchange per call, with no redirects, proxies, cookies or
 * repeats. Thread-safe; calls block, so they belong on virtual threads.
 */
public final class OutboundClient implements AutoCloseable {
  private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);
  private static final int ONE_WRITE = 32 * 1024;

  private final TargetPolicy policy;
  private final OutboundSettings settings;
  private final Deadlines deadlines = new Deadlines();
  private final Lookups lookups;
  private final Dialling dialling;
  private final ConnectionPool pool;
  private final ReplyReader replies;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private final Future<?> sweeps;
  private volatile boolean closed;

  public OutboundClient(TargetPolicy policy, OutboundSettings settings) {
    this(policy, settings, NameResolver.system());
  }

  /** A client with a resolver of its own, as tests need. */
  public OutboundClient(TargetPolicy policy, OutboundSettings settings, NameResolver resolver) {
    this(policy, settings, resolver, Dialer.direct());
  }

  OutboundClient(
      TargetPolicy policy, OutboundSettings settings, NameResolver resolver, Dialer dialer) {
    this.policy = policy;
    this.settings = settings;
    this.lookups = new Lookups(resolver);
    this.pool = new ConnectionPool(settings);
    int longestLine = settings.maxHeadBytes();
    this.replies = new ReplyReader(settings, longestLine);
    var tls = (settings.tls() == null ? systemTrust() : settings.tls()).getSocketFactory();
    this.dialling = new Dialling(policy, lookups, dialer, deadlines, tls, longestLine);
    this.sweeps = deadlines.every(SWEEP, pool::closeExpired);
  }

  /**
   * Sends the request once and reads the reply. Every failure of the network, the peer or the
   * request is told in the result; none is thrown.
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
    var exchange = new Exchange(target, request.limits().deadline());
    underWay.add(exchange);
    try {
      var head = RequestHead.of(request, target, settings.userAgent());
      if (closed) {
        throw exchange.trouble(FailureKind.CANCELLED);
      }
      if (!pool.enter(target, exchange.remaining())) {
        throw new Trouble(
            FailureKind.TIMEOUT, "too many calls to " + target.hostAndPort() + " at once");
      }
      return inPool(request, exchange, head);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return exchange.failed(exchange.trouble(FailureKind.CANCELLED));
    } catch (Trouble e) {
      return exchange.failed(e);
    } finally {
      underWay.remove(exchange);
    }
  }

  private OutboundResult inPool(OutboundRequest request, Exchange exchange, byte[] head)
      throws Trouble, InterruptedException {
    var target = exchange.target();
    Connection connection = null;
    long keepFor = 0;
    var timer = deadlines.stop(exchange, FailureKind.TIMEOUT, exchange.remaining());
    try {
      connection = connect(request, exchange);
      var read = run(request, exchange, head, connection);
      keepFor = read.keepFor();
      return new OutboundResult.Replied(
          read.head().status(),
          read.head().headers(),
          read.body(),
          read.truncated(),
          exchange.took(),
          connection.remote());
    } finally {
      timer.cancel(false);
      boolean reusable = exchange.endUnstopped() && keepFor > 0;
      pool.leave(target, settle(connection, reusable, keepFor));
    }
  }

  private Connection connect(OutboundRequest request, Exchange exchange)
      throws Trouble, InterruptedException {
    var idle = pool.idle(exchange.target());
    if (idle == null) {
      return dialling.dial(exchange, request.limits().connectTimeout().toNanos());
    }
    exchange.attach(idle.channel());
    return idle;
  }

  private ReplyReader.Read run(
      OutboundRequest request, Exchange exchange, byte[] head, Connection connection)
      throws Trouble {
    boolean written = false;
    try {
      exchange.sending();
      written = write(connection, head, request.body());
      var read = replies.read(connection, exchange, request);
      return written ? read : read.notReusable();
    } catch (Trouble e) {
      throw e.kind() == FailureKind.RESET ? exchange.meaning(e.kind(), e.detail()) : e;
    } catch (IOException _) {
      var peer = exchange.target().hostAndPort();
      throw exchange.meaning(
          FailureKind.RESET,
          written
              ? peer + " ended the connection before its answer was whole"
              : peer + " ended the connection while the request was sent");
    }
  }

  /**
   * Whether all was written. A peer may answer and hang up before it has read the whole request, so
   * a failed write is no reason not to look for an answer.
   */
  private static boolean write(Connection connection, byte[] head, byte @Nullable [] body) {
    try {
      if (body == null || body.length == 0) {
        connection.write(head);
      } else if (head.length + body.length <= ONE_WRITE) {
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        connection.write(whole);
      } else {
        connection.write(head);
        connection.write(body);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static @Nullable Connection settle(
      @Nullable Connection connection, boolean reusable, long keepFor) {
    if (connection == null) {
      return null;
    }
    if (!reusable) {
      connection.close();
      return null;
    }
    connection.idleFor(keepFor);
    return connection;
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this machine has no TLS", e);
    }
  }

  /** Connections kept for later exchanges. */
  public int idleConnections() {
    return pool.idleConnections();
  }

  /** Cancels what is under way and closes every connection. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(exchange -> exchange.stop(FailureKind.CANCELLED));
    sweeps.cancel(false);
    pool.close();
    deadlines.close();
    lookups.close();
  }
}
