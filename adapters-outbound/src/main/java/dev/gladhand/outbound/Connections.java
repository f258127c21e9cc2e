package dev.gladhand.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP library's pool of connections, set up so that it connects only to checked addresses, and
 * checks a kept connection before each use.
 */
final class Connections implements AutoCloseable {
  /**
   * Gives the library the addresses that were checked for the current exchange, whatever host it
   * asks for, so that the library never looks up a name itself.
   */
  private static final DnsResolver JUDGED =
      new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) {
          return Exchange.CURRENT.get().addresses().toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
          return host;
        }
      };

  /**
   * The longest wait for the pool to hand out a connection. The pool has room for the connection,
   * but the thread that gives an earlier one back may not have finished.
   */
  private static final Timeout HANDED_OVER = Timeout.ofSeconds(5);

  private final PoolingHttpClientConnectionManager pool;

  Connections(OutboundSettings settings, SSLContext trust, DetachedSocketFactory sockets) {
    // The library refuses a head that reaches its limit of fields or empty lines, so the limit is
    // one higher.
    var http =
        Http1Config.custom()
            .setMaxHeaderCount(settings.maxHeaders() + 1)
            .setMaxLineLength(settings.maxHeadBytes())
            .setMaxEmptyLineCount(1)
            .build();
    var tls = tls(trust);
    var operator =
        new DefaultHttpClientConnectionOperator(
            sockets, null, JUDGED, scheme -> URIScheme.HTTPS.same(scheme) ? tls : null);
    pool =
        new PoolingHttpClientConnectionManager(
            operator,
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            _ -> GuardedConnection.create(http, settings.maxHeadBytes()));
    pool.setDefaultMaxPerRoute(settings.maxPerTarget());
    pool.setMaxTotal(settings.maxTotal());
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setTimeToLive(TimeValue.of(settings.keepAtMost()))
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build());
  }

  /**
   * Makes the TLS part of a connection, and verifies the peer's certificate and name. Every failure
   * of the handshake is thrown as an {@code SSLException}.
   */
  private static TlsSocketStrategy tls(SSLContext trust) {
    var strategy = new DefaultClientTlsStrategy(trust, HostnameVerificationPolicy.BOTH, null);
    return (socket, host, port, attachment, context) -> {
      try {
        return strategy.upgrade(socket, host, port, attachment, context);
      } catch (SSLException e) {
        throw e;
      } catch (IOException e) {
        throw new SSLException("the handshake was cut short", e);
      }
    };
  }

  /**
   * A kept connection that is still usable, or a new one that is not yet connected. The pool must
   * have room for it.
   */
  ConnectionEndpoint lease(Exchange exchange) throws ExchangeException {
    var target = exchange.target();
    var host = new HttpHost(target.scheme(), target.bareHost(), target.port());
    try {
      return pool.lease("", new HttpRoute(host, null, target.secure()), null).get(HANDED_OVER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw exchange.stopped(FailureKind.CANCELLED);
    } catch (IllegalStateException | ExecutionException | TimeoutException _) {
      // The pool had room, so it was closed, or this thread was interrupted.
      throw exchange.stopped(FailureKind.CANCELLED);
    }
  }

  /**
   * Connects to the first of the checked addresses that accepts a connection; each is tried for an
   * equal part of the time.
   *
   * @param nanos the time for all addresses together
   * @param late the failure to report if the time is over
   */
  void connect(ConnectionEndpoint endpoint, Exchange exchange, long nanos, FailureKind late)
      throws ExchangeException {
    if (nanos <= 0) {
      throw exchange.stopped(late);
    }
    var peer = exchange.target().hostAndPort();
    var share = TimeValue.ofNanoseconds(nanos / exchange.addresses().size());
    try {
      pool.connect(endpoint, share, HttpClientContext.create());
    } catch (SSLException e) {
      throw exchange.meaning(
          FailureKind.TLS,
          isCertificate(e)
              ? "the certificate of " + peer + " is not valid for it"
              : "no TLS connection to " + peer + " could be agreed");
    } catch (SocketTimeoutException _) {
      throw exchange.stopped(late);
    } catch (ConnectException _) {
      throw exchange.meaning(FailureKind.CONNECT_REFUSED, peer + " refused the connection");
    } catch (IOException _) {
      throw exchange.meaning(FailureKind.CONNECT_REFUSED, peer + " cannot be reached");
    }
  }

  /** Gives back a connection; one that must not be kept is closed. */
  void release(ConnectionEndpoint endpoint, TimeValue keepFor) {
    if (!TimeValue.isPositive(keepFor)) {
      endpoint.close(CloseMode.GRACEFUL);
    }
    pool.release(endpoint, null, keepFor);
  }

  void closeExpired() {
    pool.closeExpired();
  }

  int idle() {
    return pool.getTotalStats().getAvailable();
  }

  /** The number of targets that the pool remembers; 0 when it has no connections. */
  int targets() {
    return pool.getRoutes().size();
  }

  @Override
  public void close() {
    pool.close(CloseMode.GRACEFUL);
  }

  private static boolean isCertificate(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CertificateException || t instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
