package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.testkit.tsp.RenewerContract;
import dev.gladhand.tsp.kit.login.OauthCredentials;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamsaraRenewerTest extends RenewerContract {
  private static final String OAUTH =
      "{\"client_id\":\"id\",\"client_secret\":\"canary-secret\",\"refresh_token\":\"canary-refresh\"}";
  private static final String GOOD =
      "{\"access_token\":\"A1\",\"refresh_token\":\"R2\",\"expires_in\":3599,\"token_type\":\"bearer\"}";
  private final AdapterBench samsara = Samsara.bench();

  SamsaraRenewerTest() {
    samsara.credentials = samsara.credentials(OAUTH);
  }

  @Override
  protected TspAdapterFactory factory() {
    return new SamsaraAdapterFactory();
  }

  @Override
  protected String credentials() {
    return OAUTH;
  }

  @Override
  protected String call() {
    return "POST https://api.samsara.com/oauth2/token";
  }

  @Override
  protected String good() {
    return GOOD;
  }

  @Override
  protected Set<String> renewed() {
    return Set.of("access_token", "refresh_token", "expires_at");
  }

  @Override
  protected Refusal refusal(String words) {
    return new Refusal(
        400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + words + "\"}");
  }

  @Override
  protected List<String> empty() {
    return List.of("{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}");
  }

  private Renewal renew() {
    return samsara.adapter.renewer().orElseThrow().renew(samsara.access(), AdapterBench.NOW);
  }

  @Test
  void keepsTheNewRefreshToken() {
    samsara.calls.reply(200, GOOD);

    var renewed = assertInstanceOf(Renewal.Renewed.class, renew()).credentials();

    assertEquals("grant_type=refresh_token&refresh_token=canary-refresh", samsara.calls.body(0));
    var headers = samsara.calls.made().getFirst().headers();
    assertEquals("Basic aWQ6Y2FuYXJ5LXNlY3JldA==", headers.get("Authorization"));
    assertEquals("application/x-www-form-urlencoded", headers.get("Content-Type"));
    assertEquals("R2", renewed.get(OauthCredentials.REFRESH_TOKEN));
    assertEquals("A1", renewed.get(OauthCredentials.ACCESS_TOKEN));
    assertEquals("canary-secret", renewed.get(OauthCredentials.CLIENT_SECRET));
    var renewer = samsara.adapter.renewer().orElseThrow();
    assertFalse(renewer.expired(renewed, AdapterBench.NOW));
    assertTrue(renewer.expired(renewed, AdapterBench.NOW.plusSeconds(3599 - 30)));
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
