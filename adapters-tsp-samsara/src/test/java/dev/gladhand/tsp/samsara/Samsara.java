package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.time.InstantSource;

/** The adapter on a bench, with an API token. */
public final class Samsara {
  static final String TOKEN = "samsara_api_canary0123456789";
  private static final String CREDENTIALS = "{\"api_token\":\"" + TOKEN + "\"}";

  private Samsara() {}

  public static AdapterBench bench() {
    return new AdapterBench(new SamsaraAdapterFactory(), "{}", CREDENTIALS);
  }

  public static AdapterBench bench(TspCalls calls, InstantSource clock) {
    return new AdapterBench(new SamsaraAdapterFactory(), "{}", CREDENTIALS, calls, clock);
  }
}
