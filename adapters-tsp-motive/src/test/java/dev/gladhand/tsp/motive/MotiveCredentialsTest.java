package dev.gladhand.tsp.motive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotiveCredentialsTest {
  private static final String CLIENT =
      "{\"client_id\":\"id\",\"client_secret\":\"canary-secret\",\"refresh_token\":\"canary-refresh\"";
  private final AdapterBench motive =
      new AdapterBench(new MotiveAdapterFactory(), "{}", "{\"api_key\":\"canary-of-a-key\"}");

  private Write<Payload> write() {
    return motive.create(Resource.VEHICLE, "{\"vehicle_name\":\"Truck 7\"}");
  }

  @Test
  void aDryRunNamesTheHeaderThatTheConnectionSignsInBy() {
    assertEquals(List.of("X-Api-Key"), motive.dryRun(write()).secretHeaders());
    motive.credentials = motive.credentials(CLIENT + "}");
    assertEquals(List.of("Authorization"), motive.dryRun(write()).secretHeaders());
    motive.credentials = motive.credentials(CLIENT + ",\"access_token\":\"canary-access\"}");
    var shown = motive.dryRun(write());
    assertEquals(List.of("Authorization"), shown.secretHeaders());
    assertFalse(shown.headers().toString().contains("canary"));
    motive.calls.reply(200, "{\"vehicle\":{\"id\":1}}");
    motive.send(write());
    var sent = motive.calls.made().getFirst().headers();
    assertEquals("Bearer canary-access", sent.get("Authorization"));
    assertFalse(sent.containsKey("X-Api-Key"));
  }
}
