package dev.gladhand.e2e.world;

import dev.gladhand.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node, its store, and the simulated providers. */
public final class World implements AutoCloseable {
  public static final String ANA = "281474976710656001";
  public static final String BEN = "281474976710656002";

  /** The address in the links of invitations; tests call the node directly. */
  public static final String PUBLIC = "http://gladhand.test";

  /** A host that has no address. */
  public static final String NOWHERE = "nowhere.invalid:80";

  private static final Map<Stores.Kind, World> SHARED = new EnumMap<>(Stores.Kind.class);

  private final SandboxServer sandbox;
  private final Stores.Database database;
  private final Path folder;
  private final List<String> targets;
  private final Node node;

  private World(
      SandboxServer sandbox,
      Stores.Database database,
      Path folder,
      Map<String, String> more,
      String... targets) {
    this.sandbox = sandbox;
    this.database = database;
    this.folder = folder;
    this.targets = List.of(targets);
    this.node = Node.start(folder, database, settings(more));
  }

  /**
   * @param targets the targets to which webhooks may be sent
   */
  public static World start(
      Stores.Kind kind, Path folder, Map<String, String> more, String... targets) {
    return new World(SandboxServer.start(), Stores.fresh(kind, folder), folder, more, targets);
  }

  /** Starts a world with a database that only this test uses. */
  public static World over(Stores.Database database, Path folder, Map<String, String> more) {
    return new World(SandboxServer.start(), database, folder, more);
  }

  /** Starts a world with a database that was filled for these simulated providers. */
  public static World over(
      SandboxServer sandbox,
      Stores.Database database,
      Path folder,
      Map<String, String> more,
      String... targets) {
    return new World(sandbox, database, folder, more, targets);
  }

  /**
   * Returns the world that is shared by all tests that do not stop the node and need no special
   * settings.
   */
  public static synchronized World shared(Stores.Kind kind) {
    return SHARED.computeIfAbsent(kind, World::untilTheEnd);
  }

  private static World untilTheEnd(Stores.Kind kind) {
    try {
      var world =
          start(
              kind,
              Files.createTempDirectory("gladhand-e2e"),
              Map.of(
                  "GLADHAND_WEBHOOK_SCHEDULE", "0s,100ms,200ms",
                  "GLADHAND_WEBHOOK_TIMEOUT", "1s",
                  "GLADHAND_FEED_KEEP_ALIVE", "500ms",
                  // Nobody kills it, so it need not prolong its leases every second.
                  "GLADHAND_LEASE", "30s"),
              Inbox.SHARED.target());
      Runtime.getRuntime().addShutdownHook(new Thread(world.node::close));
      return world;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts another node on the same store. */
  public Node another(Map<String, String> more) {
    return Node.start(folder, database, settings(more));
  }

  private Map<String, String> settings(Map<String, String> more) {
    return settings(sandbox, targets, more);
  }

  /** Returns the settings of a node that may call these simulated providers. */
  public static Map<String, String> settings(
      SandboxServer sandbox, List<String> targets, Map<String, String> more) {
    var settings = new HashMap<String, String>();
    var allowed =
        new ArrayList<>(
            List.of(
                target(sandbox.samsaraUrl()),
                target(sandbox.superOfficeUrl()),
                target(sandbox.motiveUrl()),
                target(sandbox.fleetioUrl()),
                target(sandbox.webfleetUrl()),
                target(sandbox.geotabUrl()),
                target(sandbox.otherGeotabUrl()),
                NOWHERE));
    allowed.addAll(targets);
    settings.put("GLADHAND_ALLOWED_TARGETS", String.join(",", allowed));
    settings.put("GLADHAND_PUBLIC_URL", PUBLIC);
    settings.put("GLADHAND_RETRY_FIRST", "50ms");
    settings.put("GLADHAND_RETRY_LONGEST", "200ms");
    settings.put("GLADHAND_RETRY_ATTEMPTS", "4");
    settings.put("GLADHAND_TSP_TIMEOUT", "1s");
    settings.put("GLADHAND_LEASE", "3s");
    settings.putAll(more);
    return settings;
  }

  public static String target(String url) {
    return url.substring(url.indexOf("://") + 3).replaceAll("/.*", "");
  }

  public SandboxServer sandbox() {
    return sandbox;
  }

  public Node node() {
    return node;
  }

  public Stores.Database database() {
    return database;
  }

  @Override
  public void close() {
    node.close();
    sandbox.close();
  }
}
