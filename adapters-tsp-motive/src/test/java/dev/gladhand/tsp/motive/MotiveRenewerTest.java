package dev.gladhand.tsp.motive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.testkit.tsp.RenewerContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MotiveRenewerTest extends RenewerContract {
  @Override
  protected TspAdapterFactory factory() {
    return new MotiveAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"client_id\":\"id\",\"client_secret\":\"canary-secret\",\"refresh_token\":\"canary-refresh\"}";
  }

  @Override
  protected String call() {
    return "POST https://api.gomotive.com/oauth/token";
  }

  @Override
  protected String good() {
    return "{\"access_token\":\"A1\",\"refresh_token\":\"R2\",\"expires_in\":7200}";
  }

  @Override
  protected Set<String> renewed() {
    return Set.of("access_token", "refresh_token", "expires_at");
  }

  @Override
  protected Refusal refusal(String words) {
    return new Refusal(
        401, "{\"error\":\"invalid_client\",\"error_description\":\"" + words + "\"}");
  }

  @Override
  protected List<String> empty() {
    return List.of("{\"access_token\":null,\"refresh_token\":\"R2\"}");
  }

  @Test
  void namesItsClientInTheForm() {
    var motive = new AdapterBench(factory(), "{}", credentials());
    motive.calls.reply(200, good());
    motive.adapter.renewer().orElseThrow().renew(motive.access(), AdapterBench.NOW);
    assertEquals(
        "grant_type=refresh_token&refresh_token=canary-refresh&client_id=id&client_secret=canary-secret",
        motive.calls.body(0));
  }
}
