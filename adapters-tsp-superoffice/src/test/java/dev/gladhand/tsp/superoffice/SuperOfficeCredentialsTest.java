package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuperOfficeCredentialsTest {
  private final AdapterBench so = SuperOffice.bench();

  private Map<String, String> headersWith(String credentials) {
    so.credentials = so.credentials(credentials);
    so.calls.reply(204, "");
    var write = so.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}");
    so.send(write);
    var sent = so.calls.made().getLast().headers();
    for (var header : List.of("Authorization", "SO-AppToken")) {
      assertEquals(
          sent.containsKey(header), so.dryRun(write).secretHeaders().contains(header), header);
    }
    return sent;
  }

  @Test
  void showsWhatEachSchemeDemands() {
    var ticket = headersWith("{\"scheme\":\"ticket\",\"ticket\":\"7T:abc\",\"app_token\":\"app\"}");
    assertEquals("SOTicket 7T:abc", ticket.get("Authorization"));
    assertEquals("app", ticket.get("SO-AppToken"));
    assertFalse(
        headersWith("{\"scheme\":\"ticket\",\"ticket\":\"7T:abc\"}").containsKey("SO-AppToken"));
    assertEquals(
        "Bearer tok",
        headersWith("{\"scheme\":\"bearer\",\"access_token\":\"tok\"}").get("Authorization"));
  }

  @Test
  void namesEverySchemeWhereNoneIsMeant() {
    var faults = new Faults();
    so.adapter.credentials().read(Map.of("scheme", "digest"), faults);
    var scheme =
        faults.list().stream()
            .filter(fault -> fault.path().equals("scheme"))
            .findFirst()
            .orElseThrow();
    assertEquals("must be one of basic, ticket, bearer, system_user", scheme.message());
    assertEquals("*****", scheme.input());
  }
}
