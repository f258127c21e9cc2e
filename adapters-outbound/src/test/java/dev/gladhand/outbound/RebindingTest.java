package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.HASTY;
import static dev.gladhand.outbound.ClientFixture.PATIENT;
import static dev.gladhand.outbound.ClientFixture.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetCheck.Permitted;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RebindingTest {
  private static final String NAME = "https://hooks.example.com/in";

  private final TargetPolicy policy = new TargetPolicy(new AllowedTargets(Set.of()));
  private final Queue<String> dialled = new ConcurrentLinkedQueue<>();
  private final DetachedSocketFactory recorder =
      _ ->
          new Socket() {
            @Override
            public void connect(SocketAddress address, int timeout) throws IOException {
              dialled.add(((InetSocketAddress) address).getAddress().getHostAddress());
              throw new ConnectException("none");
            }
          };

  private OutboundClient client(NameResolver resolver) {
    return new OutboundClient(policy, OutboundSettings.defaults(), resolver, recorder);
  }

  private static OutboundRequest get(OutboundLimits limits) {
    return OutboundRequest.builder("GET", URI.create(NAME), limits).build();
  }

  @Test
  void neverDialsANameThatTurnsToLoopback() {
    var answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1", "127.0.0.1"));
    assertInstanceOf(Permitted.class, policy.checkUrl(NAME));
    try (var client = client(_ -> List.of(InetAddress.ofLiteral(answers.remove())))) {
      failed(FailureKind.CONNECT_REFUSED, false, client.exchange(get(PATIENT)));
      failed(FailureKind.BLOCKED_TARGET, false, client.exchange(get(PATIENT)));
      failed(FailureKind.BLOCKED_TARGET, false, client.exchange(get(PATIENT)));
    }
    assertEquals(List.of("93.184.216.34"), List.copyOf(dialled));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00:ec2::254",
      })
  void neverDialsAnInnerAddressOfAName(String inner) {
    try (var client = client(_ -> List.of(InetAddress.ofLiteral(inner)))) {
      var failed = failed(FailureKind.BLOCKED_TARGET, false, client.exchange(get(PATIENT)));
      assertEquals("hooks.example.com has no address that may be called", failed.safeDetail());
    }
    assertTrue(dialled.isEmpty());
  }

  @Test
  void dialsOnlyThePublicOnesOfMixedAddresses() {
    try (var client =
        client(
            _ ->
                List.of(
                    InetAddress.ofLiteral("127.0.0.1"),
                    InetAddress.ofLiteral("93.184.216.34"),
                    InetAddress.ofLiteral("::1"),
                    InetAddress.ofLiteral("2606:4700::1111")))) {
      failed(FailureKind.CONNECT_REFUSED, false, client.exchange(get(PATIENT)));
    }
    assertEquals(List.of("93.184.216.34", "2606:4700:0:0:0:0:0:1111"), List.copyOf(dialled));
  }

  @Test
  void tellsThatANameIsUnknownWithoutTheResolversWords() {
    try (var client =
        client(
            _ -> {
              throw new UnknownHostException("inner-dns-7 SECRET");
            })) {
      var failed = failed(FailureKind.DNS, false, client.exchange(get(PATIENT)));
      assertEquals("no address was found for hooks.example.com", failed.safeDetail());
    }
    try (var client = client(_ -> List.of())) {
      failed(FailureKind.DNS, false, client.exchange(get(PATIENT)));
    }
  }

  @Test
  void endsALookUpThatHangsAtTheConnectTimeout() {
    var release = new CountDownLatch(1);
    try (var client =
        client(
            _ -> {
              try {
                release.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            })) {
      failed(FailureKind.CONNECT_TIMEOUT, false, client.exchange(get(HASTY)));
      release.countDown();
    }
  }

  @Test
  void looksUpNoLiteralAddress() {
    try (var client =
        client(
            _ -> {
              throw new UnknownHostException("asked");
            })) {
      var uri = URI.create("https://93.184.216.34/");
      failed(
          FailureKind.CONNECT_REFUSED,
          false,
          client.exchange(OutboundRequest.builder("GET", uri, PATIENT).build()));
    }
    assertEquals(List.of("93.184.216.34"), List.copyOf(dialled));
  }
}
