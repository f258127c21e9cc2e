package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the node counts is explained, and times can be asked for their share below a bound. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
  private static final Set<String> ABBREVIATIONS =
      Set.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "pc", "m");

  private World world;
  private Fleet fleet;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Metrics Inc");
  }

  private String scrape() {
    var reply = Http.send("GET", world.node().url() + "/prometheus", "", Map.of());
    assertEquals(200, reply.status());
    return reply.raw().body();
  }

  /** What {@code promtool check metrics} looks at; CI runs it itself besides. */
  @Test
  void everySeriesIsNamedAndExplainedAsPrometheusExpects() {
    message();
    var help = new TreeMap<String, String>();
    var types = new TreeMap<String, String>();
    scrape()
        .lines()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.split(" ", 4))
        .forEach(
            line ->
                (line[1].equals("HELP") ? help : types)
                    .put(line[2], line.length > 3 ? line[3].strip() : ""));
    assertTrue(types.keySet().stream().anyMatch(name -> name.startsWith("gladhand_")));
    var faults = new TreeSet<String>();
    types.forEach(
        (name, type) -> {
          if (help.getOrDefault(name, "").isEmpty()) {
            faults.add(name + " has no help text");
          }
          if (type.equals("counter") != name.endsWith("_total")) {
            faults.add(name + " is a " + type);
          }
          var words = List.of(name.split("_", -1));
          if (!Collections.disjoint(words, ABBREVIATIONS)) {
            faults.add(name + " has an abbreviated unit");
          }
          if (!name.matches("[a-z0-9_]+")
              || List.of("count", "sum", "bucket", type).contains(words.getLast())) {
            faults.add(name + " is named as something else");
          }
        });
    assertEquals(Set.of(), faults);
  }

  @Test
  void whatTakesTimeHasBuckets() {
    message();
    var metrics = scrape();
    for (var name :
        List.of("gladhand_http_requests", "gladhand_tsp_calls", "gladhand_webhook_attempt")) {
      for (var bound : List.of("0.005", "0.1", "1.0", "10.0", "+Inf")) {
        assertTrue(
            metrics
                .lines()
                .anyMatch(
                    line ->
                        line.startsWith(name + "_seconds_bucket{")
                            && line.contains("le=\"" + bound + "\"")),
            () -> name + " up to " + bound + " in " + metrics);
      }
    }
  }

  @Test
  void aPortOfTheirOwnHasThemAloneAndACopyOfHealth(@TempDir Path folder) {
    var port = Node.freePort();
    try (var node =
        Node.start(
            folder,
            Stores.fresh(Stores.Kind.H2, folder),
            Map.of("GLADHAND_MANAGEMENT_PORT", Integer.toString(port)))) {
      var management = "http://127.0.0.1:" + port;
      assertEquals(200, status(management + "/prometheus"));
      assertEquals(200, status(management + "/health/readiness"));
      assertEquals(404, status(management + "/v2/integrations/tsps/samsara"));
      assertEquals(404, status(node.url() + "/prometheus"));
      assertEquals(404, status(node.url() + "/prometheus/"));
      assertEquals(200, status(node.url() + "/health/liveness"));
      assertEquals(200, Partner.admin(node).get("/v2/admin/partners").status());
    }
  }

  private static int status(String url) {
    return Http.send("GET", url, "", Map.of()).status();
  }

  private void message() {
    var body =
        fleet.fill(
            "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"m\"}");
    fleet.partner().send("POST", Route.T + "/messages?is_sync=true", body).expect(200);
  }
}
