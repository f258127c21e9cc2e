package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuperOfficeTenantsTest {
  private static final String METHOD = "/api/v1/Agents/Messaging/CreateMessage";
  private final AdapterBench so = SuperOffice.bench();

  SuperOfficeTenantsTest() {
    so.settings = so.settings("{\"customer_id\":\"Cust12345\"}");
  }

  private Write<Payload> message() {
    return so.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
  }

  private static String state(String endpoint, String more) {
    return "{\"ContextIdentifier\":\"Cust12345\",\"Endpoint\":\""
        + endpoint
        + "\",\"State\":\"Running\",\"IsRunning\":true"
        + more
        + "}";
  }

  private static String state(String endpoint) {
    return state(endpoint, ",\"ValidUntil\":\"2026-11-20T08:45:00Z\"");
  }

  @Test
  void asksForTheNodeAndRemembersIt() {
    so.calls
        .reply(200, state("https://online3.superoffice.com/Cust12345/"))
        .reply(204, "")
        .reply(204, "");
    assertInstanceOf(Outcome.Accepted.class, so.send(message()));
    assertInstanceOf(Outcome.Accepted.class, so.send(message()));
    assertEquals(
        List.of(
            "GET https://online.superoffice.com/api/state/Cust12345",
            "POST https://online3.superoffice.com/Cust12345" + METHOD,
            "POST https://online3.superoffice.com/Cust12345" + METHOD),
        so.calls.lines());
    assertFalse(so.calls.made().getFirst().headers().containsKey("Authorization"));
  }

  @Test
  void followsATenantThatHasMovedOnce() {
    so.calls
        .reply(200, state("https://online3.superoffice.com/Cust12345"))
        .reply(421, "{\"Message\":\"moved\"}")
        .reply(200, state("https://online4.superoffice.com/Cust12345"))
        .reply(204, "")
        .reply(421, "")
        .reply(200, state("https://online5.superoffice.com/Cust12345"))
        .reply(421, "");
    assertInstanceOf(Outcome.Accepted.class, so.send(message()));
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
    assertInstanceOf(Retry.Backoff.class, rejected.advice());
    assertEquals(
        "POST https://online4.superoffice.com/Cust12345" + METHOD, so.calls.lines().get(3));
    assertEquals(7, so.calls.made().size());
  }

  @Test
  void forgetsTheNodeAtTheTimeTold() {
    var past =
        state(
            "https://online3.superoffice.com/Cust12345", ",\"ValidUntil\":\"2026-11-20T08:29:59\"");
    so.calls.reply(200, past).reply(204, "").reply(200, past).reply(204, "");
    so.send(message());
    so.send(message());
    assertEquals(4, so.calls.made().size());
  }

  @ParameterizedTest
  @CsvSource({"Suspended,true", "Deleted,true", "Backup,false", "Maintenance,false"})
  void sendsNothingToATenantThatIsNotRunning(String state, boolean forGood) {
    so.calls.reply(
        200,
        "{\"Endpoint\":\"https://online3.superoffice.com/Cust12345\",\"State\":\""
            + state
            + "\",\"IsRunning\":false}");
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
    assertEquals(forGood, rejected.advice() instanceof Retry.Never);
    assertTrue(rejected.error().details().contains(state));
    assertEquals(1, so.calls.made().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://online3.superoffice.com.evil.org/Cust12345",
        "http://online3.superoffice.com/Cust12345",
        "https://evil.org/Cust12345",
        "https://x@evil.org/superoffice.com",
        "https://online3.superoffice.com:8443/Cust12345",
        "file:///etc/passwd",
        "not a url"
      })
  void followsNoOtherHost(String endpoint) {
    so.calls.reply(200, state(endpoint));
    var rejected = assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertFalse(rejected.error().maybeApplied());
    assertEquals(1, so.calls.made().size());
  }

  @Test
  void asksTheEnvironmentOfANode() {
    so.settings = so.settings("{\"base_url\":\"https://sod2.superoffice.com/Cust99\"}");
    so.calls.reply(500, "").reply(204, "");
    assertInstanceOf(Outcome.Accepted.class, so.send(message()));
    assertEquals(
        List.of(
            "GET https://sod.superoffice.com/api/state/Cust99",
            "POST https://sod2.superoffice.com/Cust99" + METHOD),
        so.calls.lines());
  }

  @Test
  void asksAnyOtherHostItself() {
    so.settings = so.settings("{\"base_url\":\"http://127.0.0.1:9102/Cust12345\"}");
    so.calls.reply(200, state("http://127.0.0.1:9102/online2/Cust12345")).reply(204, "");
    assertInstanceOf(Outcome.Accepted.class, so.send(message()));
    assertEquals(
        List.of(
            "GET http://127.0.0.1:9102/api/state/Cust12345",
            "POST http://127.0.0.1:9102/online2/Cust12345" + METHOD),
        so.calls.lines());
  }

  @Test
  void asksNobodyForASiteOfItsOwn() {
    so.settings = so.settings("{\"base_url\":\"https://crm.example.org/so\"}");
    so.calls.reply(421, "");
    assertInstanceOf(Outcome.Rejected.class, so.send(message()));
    assertEquals(List.of("POST https://crm.example.org/so" + METHOD), so.calls.lines());
  }
}
