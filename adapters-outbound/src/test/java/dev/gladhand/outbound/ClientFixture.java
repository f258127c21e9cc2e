package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.outbound.OutboundResult.Failed;
import dev.gladhand.outbound.OutboundResult.Replied;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Shared by the tests of the client: limits that fail fast, and the usual calls. */
final class ClientFixture {
  static final OutboundLimits PATIENT =
      OutboundLimits.of(Duration.ofSeconds(5), Duration.ofSeconds(10));
  static final OutboundLimits HASTY =
      OutboundLimits.of(Duration.ofMillis(200), Duration.ofMillis(300));

  private ClientFixture() {}

  static OutboundClient client(RawServer server) {
    return client(server, OutboundSettings.defaults());
  }

  static OutboundClient client(RawServer server, OutboundSettings settings) {
    return new OutboundClient(
        new TargetPolicy(new AllowedTargets(Set.of(server.hostAndPort()))), settings);
  }

  static OutboundRequest post(RawServer server, OutboundLimits limits) {
    return OutboundRequest.builder("POST", server.uri("/v1/messages?token=QUERYSECRET"), limits)
        .header("Authorization", "Bearer HEADERSECRET")
        .header("Content-Type", "application/json")
        .body("{\"text\":\"BODYSECRET\"}".getBytes(StandardCharsets.UTF_8))
        .build();
  }

  static Replied replied(OutboundResult result) {
    return assertInstanceOf(Replied.class, result);
  }

  static Failed failed(FailureKind kind, boolean mayHaveBeenSent, OutboundResult result) {
    var failed = assertInstanceOf(Failed.class, result);
    assertEquals(kind, failed.kind(), failed::toString);
    assertEquals(mayHaveBeenSent, failed.requestMayHaveBeenSent(), failed::toString);
    assertEquals(false, failed.toString().contains("SECRET"), failed::toString);
    return failed;
  }
}
