package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.tsp.TspAdapterFactory;
import java.util.List;
import java.util.Set;

/** The contract on whichever renewer is suspected; run by {@link BrokenRenewersTest} alone. */
class SuspectRenewer extends RenewerContract {
  static volatile TspAdapterFactory suspect = BrokenRenewersTest.whole();

  @Override
  protected TspAdapterFactory factory() {
    return suspect;
  }

  @Override
  protected String credentials() {
    return "{\"client_id\":\"id\",\"client_secret\":\"canary-secret\",\"refresh_token\":\"canary-refresh\"}";
  }

  @Override
  protected String call() {
    return "POST https://api.acme.example/oauth2/token";
  }

  @Override
  protected String good() {
    return "{\"access_token\":\"A1\",\"refresh_token\":\"R2\",\"expires_in\":3599,\"token_type\":\"bearer\"}";
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
    return List.of("{\"access_token\":\"\"}");
  }
}
