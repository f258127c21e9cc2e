package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.node.Hold;
import dev.gladhand.application.node.Nodes;
import dev.gladhand.application.node.ReadNodes;
import dev.gladhand.bootstrap.settings.Durations;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.console.node.NodeFacts;
import dev.gladhand.persistence.secret.MasterKeys;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the beans for what the console shows of the nodes: facts about this node, which contain no
 * secret; whether it is held, so that it sends nothing by itself; and the list of all nodes.
 */
@Factory
final class NodeFactsFactory {
  @Singleton
  NodeFacts nodeFacts(NodeSettings settings, MasterKeys keys) {
    return () -> {
      var sections = new LinkedHashMap<String, Map<String, String>>();
      sections.put("Keys", keys(settings, keys));
      sections.put("Limits", limits(settings));
      sections.put("Settings", settings(settings));
      return sections;
    };
  }

  /** Whether this node is held, so that it sends nothing by itself, and since when. */
  @Singleton
  Hold hold(SeenNode node) {
    return node.hold();
  }

  @Singleton
  ReadNodes readNodes(Nodes nodes) {
    return new ReadNodes(nodes);
  }

  private static Map<String, String> keys(NodeSettings settings, MasterKeys keys) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("Id of the master key", keys.currentId());
    facts.put("Earlier master keys", Integer.toString(settings.earlierKeys().size()));
    return facts;
  }

  private static Map<String, String> limits(NodeSettings settings) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("Writes of a partner, per second", count(settings.limits().perSecond()));
    facts.put("Pending operations of a partner", count(settings.limits().pending()));
    facts.put("Sync writes of a partner at once", count(settings.limits().syncCalls()));
    facts.put("Webhooks of a partner", count(settings.caps().webhooks()));
    facts.put("Connections of a partner", count(settings.caps().connections()));
    facts.put("References of a partner", count(settings.caps().references()));
    facts.put("Operations of a partner", count(settings.caps().keptMebibytes()) + " MiB");
    facts.put("Lanes at once", count(settings.engine().lanes()));
    facts.put("Calls of a lane at once", count(settings.engine().concurrency()));
    return facts;
  }

  private static String count(long number) {
    return number == 0 ? "no limit" : Long.toString(number);
  }

  private static Map<String, String> settings(NodeSettings settings) {
    var engine = settings.engine();
    var policy = engine.policy();
    var facts = new LinkedHashMap<String, String>();
    facts.put("Node", engine.node());
    facts.put("Version", EventFactory.VERSION);
    facts.put("Store", settings.database().url().startsWith("jdbc:h2:") ? "H2" : "PostgreSQL");
    facts.put("GLADHAND_ADMIN_CLIENT_ID", settings.admin() == null ? "" : settings.admin().id());
    facts.put("GLADHAND_ISSUER_URL", settings.issuer() == null ? "" : settings.issuer().url());
    facts.put("GLADHAND_ALLOWED_TARGETS", String.join(", ", settings.allowedTargets()));
    facts.put("GLADHAND_ALLOWED_RECEIVERS", String.join(", ", settings.allowedReceivers()));
    facts.put("GLADHAND_LEASE", Durations.write(engine.lease()));
    facts.put("GLADHAND_POLL", Durations.write(engine.poll()));
    facts.put("GLADHAND_TSP_TIMEOUT", Durations.write(engine.tspTimeout()));
    facts.put("GLADHAND_SYNC_TIMEOUT", Durations.write(engine.syncTimeout()));
    facts.put("GLADHAND_RETRY_FIRST", Durations.write(policy.first()));
    facts.put("GLADHAND_RETRY_LONGEST", Durations.write(policy.longest()));
    facts.put("GLADHAND_RETRY_ATTEMPTS", Integer.toString(policy.attempts()));
    facts.put("GLADHAND_RETRY_WINDOW", Durations.write(policy.window()));
    facts.put("GLADHAND_GRACE", Durations.write(settings.grace()));
    facts.put("GLADHAND_KEEP", Durations.write(settings.kept()));
    facts.put("GLADHAND_AUDIT_KEEP", Durations.write(settings.auditKept()));
    facts.put(
        "GLADHAND_WEBHOOK_SCHEDULE",
        String.join(",", settings.webhookSchedule().stream().map(Durations::write).toList()));
    facts.put("GLADHAND_WEBHOOK_TIMEOUT", Durations.write(settings.webhookTimeout()));
    facts.put("GLADHAND_WEBHOOK_GRACE", Durations.write(settings.webhookGrace()));
    return facts;
  }
}
