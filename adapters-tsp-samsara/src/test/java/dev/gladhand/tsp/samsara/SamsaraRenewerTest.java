package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamsaraRenewerTest {
  private static final String OAUTH =
      "{\"client_id\":\"id\",\"client_secret\":\"canary-secret\",\"refresh_token\":\"canary-refresh\"}";
  private final AdapterBench samsara = Samsara.bench();

  SamsaraRenewerTest() {
    samsara.credentials = samsara.credentials(OAUTH);
  }

  private Renewal renew() {
    return samsara.adapter.renewer().orElseThrow().renew(samsara.access(), AdapterBench.NOW);
  }

  @Test
  void keepsTheNewRefreshToken() {
    samsara.calls.reply(
        200,
        "{\"access_token\":\"A1\",\"refresh_token\":\"R2\",\"expires_in\":3599,\"token_type\":\"bearer\"}");

    var renewed = assertInstanceOf(Renewal.Renewed.class, renew()).credentials();

    assertEquals(List.of("POST https://api.samsara.com/oauth2/token"), samsara.calls.lines());
    assertEquals("grant_type=refresh_token&refresh_token=canary-refresh", samsara.calls.body(0));
    var headers = samsara.calls.made().getFirst().headers();
    assertEquals("Basic aWQ6Y2FuYXJ5LXNlY3JldA==", headers.get("Authorization"));
    assertEquals("application/x-www-form-urlencoded", headers.get("Content-Type"));
    assertEquals("R2", renewed.get(SamsaraCredentials.REFRESH_TOKEN));
    assertEquals("A1", renewed.get(SamsaraCredentials.ACCESS_TOKEN));
    assertEquals("canary-secret", renewed.get(SamsaraCredentials.CLIENT_SECRET));
    var renewer = samsara.adapter.renewer().orElseThrow();
    assertFalse(renewer.expired(renewed, AdapterBench.NOW));
    assertTrue(renewer.expired(renewed, AdapterBench.NOW.plusSeconds(3599 - 30)));
  }

  @Test
  void tellsRefusalFromTrouble() {
    samsara
        .calls
        .reply(
            400, "{\"error\":\"invalid_grant\",\"error_description\":\"canary-refresh is used\"}")
        .reply(401, "")
        .reply(503, "")
        .reply(200, "<html>");
    var refused = assertInstanceOf(Renewal.Refused.class, renew());
    assertFalse(refused.error().details().contains("canary"), refused.error().details());
    assertInstanceOf(Renewal.Refused.class, renew());
    assertInstanceOf(Renewal.TryLater.class, renew());
    assertInstanceOf(Renewal.TryLater.class, renew());
  }

  @Test
  void writesNothingBeforeThereIsAnAccessToken() {
    assertTrue(
        samsara.adapter.renewer().orElseThrow().expired(samsara.credentials, AdapterBench.NOW));
    var write =
        samsara.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    var rejected = assertInstanceOf(Outcome.Rejected.class, samsara.send(write));
    assertInstanceOf(Retry.NewCredentials.class, rejected.advice());
    assertEquals(List.of(), samsara.calls.lines());
  }

  @Test
  void hasNothingToRenewForAFixedToken() {
    var fixed = samsara.credentials("{\"api_token\":\"t\"}");
    assertFalse(samsara.adapter.renewer().orElseThrow().renewable(fixed));
    assertFalse(samsara.adapter.renewer().orElseThrow().expired(fixed, AdapterBench.NOW));
  }
}
