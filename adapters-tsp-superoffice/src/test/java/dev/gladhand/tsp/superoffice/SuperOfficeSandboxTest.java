package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.call.OutboundCalls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapter and the simulated SuperOffice share no code, only the documentation. */
class SuperOfficeSandboxTest {
  private final SandboxServer sandbox = SandboxServer.start();
  private final OutboundClient client =
      new OutboundClient(
          new TargetPolicy(
              new AllowedTargets(Set.of(URI.create(sandbox.superOfficeUrl()).getAuthority()))),
          OutboundSettings.defaults());
  private final AdapterBench so =
      SuperOffice.bench(new OutboundCalls(client, Duration.ofSeconds(2)), InstantSource.system());

  SuperOfficeSandboxTest() {
    at("/so", "");
    so.credentials =
        so.credentials(
            "{\"scheme\":\"basic\",\"username\":\"gladhand\",\"password\":\"sandbox-password\"}");
  }

  private void at(String path, String more) {
    so.settings =
        so.settings(
            "{\"base_url\":\""
                + sandbox.superOfficeUrl()
                + path
                + "\",\"plugin\":\"sandbox-sms\""
                + more
                + "}");
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private Write<Payload> message() {
    return so.create(
        Resource.MESSAGE,
        "{\"sender_id\":\"@+1\",\"recipient_id\":\"@+2\",\"message_text\":\"hi\"}");
  }

  private static void accepted(Outcome outcome) {
    assertInstanceOf(Outcome.Accepted.class, outcome, String.valueOf(outcome));
  }

  @Test
  void deliversOnSite() {
    accepted(so.adapter.test(so.access()));
    accepted(so.send(message()));
    at("/so", ",\"mode\":\"send_messages\",\"format\":\"sms/160\"");
    assertNotNull(assertInstanceOf(Outcome.Accepted.class, so.send(message())).source());
    assertEquals(Map.of("+2:hi", 2), sandbox.timesApplied("superoffice"));
  }

  @Test
  void followsATenantThatMoves() {
    so.credentials =
        so.credentials("{\"scheme\":\"bearer\",\"access_token\":\"superoffice-sandbox-token\"}");
    at("/Cust12345", "");
    accepted(so.send(message()));
    sandbox.superOffice().seed("tenants", Json.obj("id", "Cust12345", "node", "online2"));
    accepted(so.send(message()));
    assertEquals(Map.of("+2:hi", 2), sandbox.timesApplied("superoffice"));
  }

  @Test
  void sendsNothingToATenantThatRests() {
    so.credentials =
        so.credentials("{\"scheme\":\"bearer\",\"access_token\":\"superoffice-sandbox-token\"}");
    at("", ",\"customer_id\":\"Cust12345\"");
    sandbox.superOffice().seed("tenants", Json.obj("id", "Cust12345", "state", "Backup"));
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
  }

  @Test
  void letsASystemUserIn() {
    at("/Cust12345", "");
    so.credentials =
        so.credentials(
            "{\"scheme\":\"system_user\",\"system_user_token\":\"Gladhand Sandbox-sandboxsys\","
                + "\"app_token\":\"superoffice-sandbox-app-token\",\"private_key\":\""
                + privateKey().replace("\n", "\\n")
                + "\"}");
    var renewed = so.adapter.renewer().orElseThrow().renew(so.access(), Instant.now());
    so.credentials =
        assertInstanceOf(Renewer.Renewal.Renewed.class, renewed, String.valueOf(renewed))
            .credentials();
    accepted(so.send(message()));
  }

  private String privateKey() {
    var keys = (Json.Obj) sandbox.superOffice().records("keys");
    return String.valueOf(keys.text("private_key"));
  }

  @Test
  void doesNotKnowWhatBecameOfALostCall() {
    sandbox.faults().add(FaultRule.once(new Fault.Close(true)).provider("superoffice"));
    assertTrue(assertInstanceOf(Outcome.Rejected.class, so.send(message())).error().maybeApplied());
    sandbox.superOffice().change(Json.obj("errors_as_200", true));
    at("/so", ",\"format\":\"x\"");
    so.settings =
        so.settings("{\"base_url\":\"" + sandbox.superOfficeUrl() + "/so\",\"plugin\":\"none\"}");
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
    assertTrue(
        rejected
            .error()
            .details()
            .endsWith("with 200: The message could not be created; Unknown plugin"));
  }
}
