package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.bootstrap.tool.Tool;
import dev.gladhand.e2e.client.SteadyLoad;
import dev.gladhand.e2e.world.DrillServer;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation comes back from a backup that was taken while it worked. */
class RestoreDrill {
  private static final Duration PROVIDER_TAKES = Duration.ofMillis(600);

  @TempDir Path folder;

  private SandboxServer sandbox;
  private DrillServer restored;

  /** What was pending in the backup, by the operations' ids. */
  private Set<String> pending;

  private int begun;
  private SteadyLoad load;

  @BeforeEach
  void start() {
    sandbox = SandboxServer.start();
    sandbox.faults().add(FaultRule.always(new Fault.Delay(PROVIDER_TAKES, true)).method("POST"));
    try (var server = new DrillServer(folder.resolve("data"), Map.of());
        var node = node(server, Map.of());
        var writing = SteadyLoad.slow(sandbox, List.of(node))) {
      load = writing;
      writing.awaitMore(300);
      server.backUp(folder.resolve("backup"));
      writing.awaitMore(100);
      writing.end();
      sandbox.faults().clear();
      // The installation goes on with what it has, until it is lost.
      writing.lostNothingAndDoubledNone();
      node.kill();
    }
    restored = new DrillServer(folder.resolve("backup"), Map.of());
    pending = Set.copyOf(ids("work"));
    begun = ids("work where begun_at is not null").size();
    assertTrue(begun > 0, "nothing was under way in the backup");
    assertTrue(pending.size() > begun + 20, "too little waited in the backup: " + pending.size());
  }

  @AfterEach
  void stop() {
    restored.close();
    sandbox.close();
  }

  private Set<String> ids(String of) {
    var ids = restored.ask("select string_agg(id::text, ' ') from " + of);
    return ids == null ? Set.of() : Set.of(ids.split(" "));
  }

  private Node node(DrillServer server, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("GLADHAND_RETRY_ATTEMPTS", "50"));
    settings.putAll(more);
    return Node.start(folder, server.database(), World.settings(sandbox, List.of(), settings));
  }

  /** A node accepts, and sends nothing, neither what waited nor what is new. */
  private void isHeld(Node node) {
    assertTrue(node.log().contains("GLADHAND_HOLD"), node::log);
    var before = calls();
    var partner = load.partner().at(node);
    for (var round = 0; round < 2; round++) {
      for (var id : pending) {
        var operation = partner.operation(load.accepted().get(id).connection(), id);
        assertEquals("pending", operation.get("status").asText());
      }
    }
    assertEquals(before, calls());
  }

  private int calls() {
    return sandbox.journal().received(Query.of("samsara")).size()
        + sandbox.journal().received(Query.of("superoffice")).size();
  }

  /** What became of what was pending in the backup; how often each was applied in all. */
  private Map<String, Integer> outcomes(Node node) {
    var outcomes = new TreeMap<String, Integer>();
    var partner = load.partner().at(node);
    for (var id : pending) {
      var written = load.accepted().get(id);
      var ended = partner.ended(written.connection(), id, Duration.ofMinutes(2));
      outcomes.merge(written.provider() + " " + ended.get("outcome").asText(), 1, Integer::sum);
    }
    return outcomes;
  }

  private Set<String> doubled() {
    return load.applied().entrySet().stream()
        .filter(one -> one.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void tell(String how, Map<String, Integer> outcomes, Set<String> doubled) {
    var known = ids("operation");
    System.out.printf(
        "restore, %s: %d accepted, %d of them since the backup and not in it; pending in it %d, of which %d were under"
            + " way; these ended %s; doubled %d%n",
        how,
        load.accepted().size(),
        load.accepted().keySet().stream().filter(id -> !known.contains(id)).count(),
        pending.size(),
        begun,
        outcomes,
        doubled.size());
  }

  @Test
  void heldAndPutInDoubtNothingIsDoubled() {
    try (var node = node(restored, Map.of("GLADHAND_HOLD", "true"))) {
      isHeld(node);
      var told = putInDoubt();
      assertTrue(told.startsWith(pending.size() - begun + " pending writes"), told);
      assertEquals(0, node.terminate());
      node.set("GLADHAND_HOLD", "false");
      node.start();
      var outcomes = outcomes(node);
      tell("in doubt", outcomes, doubled());
      assertEquals(Set.of(), doubled());
    }
  }

  private String putInDoubt() {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var database = restored.database();
    var code =
        Tool.run(
            Map.of(
                "GLADHAND_DATABASE_URL", database.url(),
                "GLADHAND_DATABASE_USER", database.user(),
                "GLADHAND_DATABASE_PASSWORD", database.password()),
            new ByteArrayInputStream(new byte[0]),
            print,
            print,
            "restored");
    assertEquals(0, code, out::toString);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void startedAsItIsOnlyWhatWasPendingIsDoubled() {
    var texts =
        pending.stream().map(id -> load.accepted().get(id).text()).collect(Collectors.toSet());
    try (var node = node(restored, Map.of())) {
      var outcomes = outcomes(node);
      var doubled = doubled();
      tell("as it is", outcomes, doubled);
      assertTrue(texts.containsAll(doubled), doubled::toString);
      assertTrue(doubled.size() <= pending.size() - begun, doubled::toString);
      assertTrue(!doubled.isEmpty(), "the backup was of no danger");
    }
  }
}
