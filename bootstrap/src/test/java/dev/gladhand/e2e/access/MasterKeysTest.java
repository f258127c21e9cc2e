package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.KeyLoad;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Program;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The master key is changed under load, and the process is killed in the middle. {@code
 * -Dgladhand.kills=10 -Dgladhand.secrets=50000} make a longer run of it.
 */
@BothStores
@Slow
class MasterKeysTest {
  private static final int KILLS = Integer.getInteger("gladhand.kills", 2);
  private static final int SECRETS = Integer.getInteger("gladhand.secrets", 3000);
  private static final int CONNECTIONS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String A = Node.MASTER_KEY;
  private static final String B = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  private final Stores.Kind kind;

  MasterKeysTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void everySecretIsReadableWhileTheKeyChangesAndTheNodeIsKilled(@TempDir Path folder)
      throws Exception {
    try (var world =
        World.start(kind, folder, Map.of("GLADHAND_TSP_TIMEOUT", "20s"), Inbox.SHARED.target())) {
      var node = world.node();
      var partner = Partner.of(node, "Keys Inc");
      var admin = Partner.admin(node);
      var load = new KeyLoad(world, partner, CONNECTIONS);
      var box = Inbox.SHARED.box();
      var hook = Hook.of(partner, box, "webhook.*");
      admin
          .send(
              "PUT",
              "/v2/admin/oauth-apps/samsara",
              "{\"client_id\":\"a\",\"client_secret\":\"b\"}")
          .expect(200);
      assertEquals(0, node.terminate(), node::log);
      var seeded = seed(world);
      node.set("GLADHAND_MASTER_KEY", B);
      node.set("GLADHAND_MASTER_KEYS_EARLIER", A);
      node.start();
      var keys = keys(admin);
      assertEquals("idle", keys.at("/rewrap/status").asText());
      assertEquals(0, keys.at("/keys/0/wraps").asInt(), keys::toString);
      var before = keys.at("/rewrap/left").asInt();
      assertTrue(before > SECRETS + CONNECTIONS, keys::toString);
      assertEquals(before, keys.at("/keys/1/wraps").asInt());
      told(node, before);
      load.start();
      var asked = admin.send("POST", "/v2/admin/keys/rewrap", "").expect(202).json();
      assertEquals("running", asked.at("/rewrap/status").asText(), asked::toString);
      for (var kill = 1; kill <= KILLS; kill++) {
        var share = kill * SECRETS / (KILLS + 1);
        var middle =
            Await.value(
                "the job is in the middle",
                LIMIT,
                () -> keys(admin),
                now -> now.at("/rewrap/done").asInt() >= share);
        node.kill();
        assertTrue(middle.at("/rewrap/left").asInt() > 0, "it ended before it was killed");
        node.start();
      }
      var ended =
          Await.value(
              "the job ends",
              LIMIT,
              () -> keys(admin),
              now -> !now.at("/rewrap/status").asText().equals("running"));
      assertEquals("done", ended.at("/rewrap/status").asText(), ended::toString);
      assertEquals(0, ended.at("/rewrap/left").asInt(), ended::toString);
      assertEquals(0, ended.at("/keys/1/wraps").asInt(), ended::toString);
      told(node, 0);
      audited(admin, ended.get("current").asText());
      load.stop();
      assertEquals(0, node.terminate(), node::log);
      node.set("GLADHAND_MASTER_KEYS_EARLIER", "");
      node.start();
      assertEquals(1, keys(admin).get("keys").size());
      load.once();
      Partner.token(node, partner.clientId(), partner.clientSecret());
      hook.post("test").expect(202);
      assertEquals(
          box.first(1).getFirst().signature(hook.secret()),
          box.first(1).getFirst().header("webhook-signature"));
      assertEquals(0, node.terminate(), node::log);
      openedByTheNewKeyAlone(world, seeded);
      if (kind == Stores.Kind.H2) {
        refusedWithTheOldKeyAlone(world, folder, ended.get("current").asText());
      }
    }
  }

  /** As the operator polls it, whether the node is there or not. */
  private static JsonNode keys(Partner admin) {
    return Await.value(
            "the node answers",
            LIMIT,
            () -> {
              try {
                return admin.get("/v2/admin/keys");
              } catch (UncheckedIOException e) {
                return null;
              }
            },
            reply -> reply != null && reply.status() == 200)
        .json();
  }

  private static void told(Node node, int left) {
    Await.until(
        "the metric tells that " + left + " are left",
        LIMIT,
        () ->
            Http.send("GET", node.url() + "/prometheus", "", Map.of())
                .raw()
                .body()
                .contains("gladhand_secrets_to_rewrap " + left + ".0\n"));
  }

  private static void audited(Partner admin, String key) {
    var events = admin.get("/v2/audit/events?action=key.rewrapped").expect(200).json().get("items");
    assertEquals(1, events.size(), events::toString);
    assertEquals(Node.ADMIN, events.at("/0/actor/id").asText());
    assertEquals(key, events.at("/0/object/id").asText());
  }

  private static Connection open(World world) throws SQLException {
    var database = world.database();
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /** Credentials of connections that nobody uses, so that the job has something to do. */
  private static Map<UUID, String> seed(World world) throws SQLException {
    var vault = new Vault(new MasterKeys(Base64.getDecoder().decode(A), List.of()));
    var seeded = new HashMap<UUID, String>();
    try (var sql = open(world);
        var insert =
            sql.prepareStatement(
                """
                insert into connection_secret (connection_id, key_id, wrapped_key, sealed, version)
                values (?, ?, ?, ?, 1)""")) {
      sql.setAutoCommit(false);
      for (var i = 0; i < SECRETS; i++) {
        var id = UUID.randomUUID();
        var text = "{\"api_token\":\"seed-" + i + "\"}";
        var sealed = vault.seal(SealedTable.CONNECTIONS, id, text.getBytes(StandardCharsets.UTF_8));
        insert.setObject(1, id);
        insert.setString(2, sealed.keyId());
        insert.setString(3, sealed.wrappedKey());
        insert.setString(4, sealed.text());
        insert.addBatch();
        seeded.put(id, text);
      }
      insert.executeBatch();
      sql.commit();
    }
    return seeded;
  }

  private static void openedByTheNewKeyAlone(World world, Map<UUID, String> seeded)
      throws SQLException {
    var vault = new Vault(new MasterKeys(Base64.getDecoder().decode(B), List.of()));
    var opened = new HashMap<String, String>();
    try (var sql = open(world);
        var statement = sql.createStatement()) {
      for (var table : SealedTable.values()) {
        try (var rows =
            statement.executeQuery(
                "select %s, key_id, wrapped_key, sealed from %s"
                    .formatted(table.key(), table.table()))) {
          while (rows.next()) {
            var id = rows.getString(1);
            var sealed = new Vault.Sealed(rows.getString(2), rows.getString(3), rows.getString(4));
            var text = vault.open(table, id, sealed);
            opened.put(table.name() + id, new String(text, StandardCharsets.UTF_8));
          }
        }
      }
    }
    seeded.forEach(
        (id, text) -> assertEquals(text, opened.get(SealedTable.CONNECTIONS.name() + id)));
    assertTrue(opened.size() > seeded.size() + CONNECTIONS, () -> "only " + opened.size());
    assertTrue(
        Arrays.stream(SealedTable.values())
            .allMatch(
                table -> opened.keySet().stream().anyMatch(id -> id.startsWith(table.name()))),
        "a table without a secret shows nothing");
  }

  private static void refusedWithTheOldKeyAlone(World world, Path folder, String key) {
    var database = world.database();
    var environment =
        Map.of(
            "GLADHAND_HOST", "127.0.0.1",
            "GLADHAND_PORT", Integer.toString(Node.freePort()),
            "GLADHAND_DATABASE_URL", database.url(),
            "GLADHAND_DATABASE_USER", database.user(),
            "GLADHAND_DATABASE_PASSWORD", database.password(),
            "GLADHAND_MASTER_KEY", A);
    var ended = Program.run(folder.resolve("old-key.log"), environment, "serve");
    assertNotEquals(0, ended.code());
    assertTrue(
        ended.output().contains("gladhand: GLADHAND_MASTER_KEY: ") && ended.output().contains(key),
        ended.output());
  }
}
