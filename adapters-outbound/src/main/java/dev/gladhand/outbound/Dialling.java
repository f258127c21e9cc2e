package dev.gladhand.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections: looks the name up once, judges every address, dials only those that passed,
 * and for https verifies the peer by name before the connection is handed out.
 */
final class Dialling {
  private final TargetPolicy policy;
  private final Lookups lookups;
  private final Dialer dialer;
  private final Deadlines deadlines;
  private final SSLSocketFactory tls;
  private final int longestLine;

  Dialling(
      TargetPolicy policy,
      Lookups lookups,
      Dialer dialer,
      Deadlines deadlines,
      SSLSocketFactory tls,
      int longestLine) {
    this.policy = policy;
    this.lookups = lookups;
    this.dialer = dialer;
    this.deadlines = deadlines;
    this.tls = tls;
    this.longestLine = longestLine;
  }

  Connection dial(Exchange exchange, long connectNanos) throws Trouble, InterruptedException {
    long remaining = exchange.remaining();
    var late = connectNanos < remaining ? FailureKind.CONNECT_TIMEOUT : FailureKind.TIMEOUT;
    long by = System.nanoTime() + Math.min(connectNanos, remaining);
    try {
      var addresses = permitted(exchange.target(), by);
      var channel = connectOneOf(addresses, exchange, by);
      return secure(channel, exchange, by, late);
    } catch (TimeoutException | SocketTimeoutException _) {
      throw exchange.trouble(late);
    }
  }

  private List<InetAddress> permitted(Target target, long by)
      throws Trouble, InterruptedException, TimeoutException {
    var addresses = policy.dialable(target, lookups.addresses(target, by - System.nanoTime()));
    if (addresses.isEmpty()) {
      throw new Trouble(
          FailureKind.BLOCKED_TARGET, target.host() + " has no address that may be called");
    }
    return addresses;
  }

  /** Tries the addresses in turn, each with its share of the time left. */
  private SocketChannel connectOneOf(List<InetAddress> addresses, Exchange exchange, long by)
      throws Trouble, SocketTimeoutException {
    for (int i = 0; ; i++) {
      int untried = addresses.size() - i;
      long share = (by - System.nanoTime()) / untried;
      var remote = new InetSocketAddress(addresses.get(i), exchange.target().port());
      try {
        return connect(remote, exchange, share);
      } catch (SocketTimeoutException e) {
        if (untried == 1) {
          throw e;
        }
      } catch (Trouble e) {
        if (untried == 1 || e.kind() != FailureKind.CONNECT_REFUSED) {
          throw e;
        }
      }
    }
  }

  private SocketChannel connect(InetSocketAddress remote, Exchange exchange, long nanos)
      throws Trouble, SocketTimeoutException {
    var peer = exchange.target().hostAndPort();
    var channel = open(exchange);
    boolean connected = false;
    try {
      dialer.connect(channel, remote, millis(nanos));
      connected = true;
      return channel;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (ConnectException _) {
      throw exchange.meaning(FailureKind.CONNECT_REFUSED, peer + " refused the connection");
    } catch (IOException _) {
      throw exchange.meaning(FailureKind.CONNECT_REFUSED, peer + " cannot be reached");
    } finally {
      if (!connected) {
        exchange.detach();
        Sockets.abort(channel);
      }
    }
  }

  private Connection secure(SocketChannel channel, Exchange exchange, long by, FailureKind late)
      throws Trouble {
    var target = exchange.target();
    boolean done = false;
    try {
      var remote = (InetSocketAddress) channel.getRemoteAddress();
      var plain = channel.socket();
      var socket = target.secure() ? handshake(plain, exchange, by, late) : plain;
      var connection = new Connection(target, channel, socket, remote, longestLine);
      done = true;
      return connection;
    } catch (IOException _) {
      throw exchange.meaning(
          FailureKind.CONNECT_REFUSED, target.hostAndPort() + " ended the connection at once");
    } finally {
      if (!done) {
        exchange.detach();
        Sockets.abort(channel);
      }
    }
  }

  private SocketChannel open(Exchange exchange) throws Trouble {
    try {
      var channel = SocketChannel.open();
      exchange.attach(channel);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return channel;
    } catch (IOException _) {
      throw exchange.meaning(FailureKind.CONNECT_REFUSED, "no socket could be opened");
    }
  }

  private Socket handshake(Socket plain, Exchange exchange, long by, FailureKind late)
      throws Trouble {
    var target = exchange.target();
    // A handshake dribbled byte by byte outlives any read time-out, so the timer ends it.
    var limit = deadlines.stop(exchange, late, by - System.nanoTime());
    try {
      var socket = (SSLSocket) tls.createSocket(plain, target.bareHost(), target.port(), true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (SSLException e) {
      throw exchange.meaning(
          FailureKind.TLS,
          isCertificate(e)
              ? "the certificate of " + target.hostAndPort() + " is not valid for it"
              : "no TLS connection to " + target.hostAndPort() + " could be agreed");
    } catch (IOException _) {
      throw exchange.meaning(FailureKind.TLS, target.hostAndPort() + " ended the TLS handshake");
    } finally {
      limit.cancel(false);
    }
  }

  private static boolean isCertificate(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static int millis(long nanos) {
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos), 1, Integer.MAX_VALUE);
  }
}
