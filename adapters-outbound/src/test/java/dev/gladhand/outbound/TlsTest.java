package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.HASTY;
import static dev.gladhand.outbound.ClientFixture.PATIENT;
import static dev.gladhand.outbound.ClientFixture.failed;
import static dev.gladhand.outbound.ClientFixture.replied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static SSLContext serverContext;
  private static SSLContext trusting;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    var file = folder.resolve("server.p12");
    var password = "changeit";
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=tsp.example.com",
                "-ext",
                "san=dns:tsp.example.com",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                password)
            .inheritIO()
            .start();
    assertEquals(0, keytool.waitFor());
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    serverContext = SSLContext.getInstance("TLS");
    serverContext.init(keys.getKeyManagers(), null, null);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  private static ServerSocket tlsListener() throws IOException {
    return serverContext
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static OutboundClient client(RawServer server, String name, SSLContext trust) {
    var settings = OutboundSettings.defaults();
    return new OutboundClient(
        new TargetPolicy(new AllowedTargets(Set.of(name + ":" + server.port()))),
        trust == null ? settings : settings.withTls(trust),
        _ -> List.of(InetAddress.getLoopbackAddress()));
  }

  private static OutboundRequest get(RawServer server, String name, OutboundLimits limits) {
    return OutboundRequest.builder(
            "GET", URI.create("https://" + name + ":" + server.port() + "/x"), limits)
        .build();
  }

  private static RawServer answering() throws IOException {
    return new RawServer(
        tlsListener(),
        peer -> {
          while (peer.request() != null) {
            peer.send(OK);
          }
        });
  }

  @Test
  void speaksToAPeerWhoseNameIsVerified() throws Exception {
    try (var server = answering();
        var client = client(server, "tsp.example.com", trusting)) {
      for (int i = 0; i < 5; i++) {
        assertEquals(
            "ok", replied(client.exchange(get(server, "tsp.example.com", PATIENT))).body().text());
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void noticesAKeptConnectionThatThePeerClosedOrSentMoreOn() throws Exception {
    for (var more : new String[] {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"}) {
      var done = new Semaphore(0);
      try (var server =
              new RawServer(
                  tlsListener(),
                  peer -> {
                    peer.request();
                    peer.send(OK + more);
                    if (more.isEmpty()) {
                      peer.socket.close();
                    }
                    done.release();
                    peer.hang();
                  });
          var client = client(server, "tsp.example.com", trusting)) {
        for (int i = 1; i <= 3; i++) {
          var reply = replied(client.exchange(get(server, "tsp.example.com", PATIENT)));
          assertEquals("ok", reply.body().text());
          assertTrue(done.tryAcquire(5, TimeUnit.SECONDS));
          assertEquals(i, server.connections());
        }
      }
    }
  }

  @Test
  void sendsNothingToAPeerOfAnotherName() throws Exception {
    try (var server = answering();
        var client = client(server, "other.example.com", trusting)) {
      var failed =
          failed(
              FailureKind.TLS, false, client.exchange(get(server, "other.example.com", PATIENT)));
      assertEquals(
          "the certificate of other.example.com:" + server.port() + " is not valid for it",
          failed.safeDetail());
      assertEquals(0, server.requests.size());
    }
  }

  @Test
  void sendsNothingToAPeerThatNobodyVouchesFor() throws Exception {
    try (var server = answering();
        var client = client(server, "tsp.example.com", null)) {
      failed(FailureKind.TLS, false, client.exchange(get(server, "tsp.example.com", PATIENT)));
      assertEquals(0, server.requests.size());
    }
  }

  @Test
  void sendsNothingToAPeerThatSpeaksNoTls() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                  peer.hang();
                });
        var client = client(server, "tsp.example.com", trusting)) {
      failed(FailureKind.TLS, false, client.exchange(get(server, "tsp.example.com", PATIENT)));
    }
  }

  @Test
  void speaksTls12Too() throws Exception {
    var listener = (SSLServerSocket) tlsListener();
    listener.setEnabledProtocols(new String[] {"TLSv1.2"});
    try (var server =
            new RawServer(
                listener,
                peer -> {
                  peer.request();
                  peer.send(OK);
                });
        var client = client(server, "tsp.example.com", trusting)) {
      replied(client.exchange(get(server, "tsp.example.com", PATIENT)));
    }
  }

  @Test
  void endsAHandshakeThatHangs() throws Exception {
    try (var server = new RawServer(RawServer.Peer::hang);
        var client = client(server, "tsp.example.com", trusting)) {
      failed(
          FailureKind.CONNECT_TIMEOUT,
          false,
          client.exchange(get(server, "tsp.example.com", HASTY)));
    }
  }

  @Test
  void tellsThatAHandshakeWasReset() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  assertTrue(peer.socket.getInputStream().read() > 0);
                  peer.reset();
                });
        var client = client(server, "tsp.example.com", trusting)) {
      failed(FailureKind.TLS, false, client.exchange(get(server, "tsp.example.com", PATIENT)));
    }
  }
}
