package dev.gladhand.e2e.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Program;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What is in the folder deploy names series that a node has, and sections that the docs have. */
class DeploymentTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern SERIES = Pattern.compile("gladhand_[a-z_]+");

  /** Counted when the first one happens, which this test does not bring about. */
  private static final Set<String> LATER = Set.of("gladhand_operations_ended_total");

  @Test
  void alertsAndDashboardAskForSeriesThatThereAre() throws IOException {
    var world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    var fleet = Fleet.atSamsara(world, "Watched Inc");
    fleet
        .partner()
        .send(
            "POST",
            Route.T + "/messages?is_sync=true",
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"m\"}"))
        .expect(200);
    var scraped = Http.send("GET", world.node().url() + "/prometheus", "", Map.of()).raw().body();
    var there = names(scraped);
    for (var file : List.of("prometheus/alerts.yml", "grafana/gladhand.json")) {
      var asked = names(Files.readString(DEPLOY.resolve(file)));
      assertFalse(asked.isEmpty(), file);
      asked.removeAll(there);
      asked.removeAll(LATER);
      assertEquals(Set.of(), asked, file);
    }
  }

  @Test
  void everyAlertHasItsSection() throws IOException {
    var sections =
        Files.readAllLines(Path.of("..", "docs", "operating.md")).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> "#" + line.substring(4).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    var rules = rules().toList();
    assertTrue(rules.size() >= 12);
    for (var rule : rules) {
      var runbook = (String) ((Map<?, ?>) rule.get("annotations")).get("runbook");
      assertTrue(runbook.startsWith("docs/operating.md#"), runbook);
      assertTrue(sections.contains(runbook.substring(runbook.indexOf('#'))), runbook);
    }
  }

  @Test
  void everyAlertHasATimeAtWhichItFires() throws IOException {
    var tests = Files.readString(DEPLOY.resolve("prometheus/alerts.test.yml"));
    for (var rule : rules().toList()) {
      assertTrue(tests.contains("- alertname: " + rule.get("alert") + "\n"), rule::toString);
    }
  }

  @Test
  void alertsFireWhenTheyShould(@TempDir Path folder) {
    var promtool =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(promtool.isPresent(), "promtool is not installed");
    var log = folder.resolve("promtool.log");
    var rules = DEPLOY.resolve("prometheus/alerts.test.yml").toString();
    var command = List.of(promtool.orElseThrow().toString(), "test", "rules", rules);
    assertEquals(
        0, Program.await(Program.start(log, Map.of(), command), log), () -> Program.output(log));
  }

  private static Stream<Map<?, ?>> rules() throws IOException {
    Map<String, ?> file =
        new Yaml().load(Files.readString(DEPLOY.resolve("prometheus/alerts.yml")));
    return ((List<?>) file.get("groups"))
        .stream()
            .map(Map.class::cast)
            .flatMap(group -> ((List<?>) group.get("rules")).stream())
            .map(rule -> (Map<?, ?>) rule);
  }

  private static Set<String> names(String text) {
    return SERIES
        .matcher(text)
        .results()
        .map(found -> found.group().replaceAll("_$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
