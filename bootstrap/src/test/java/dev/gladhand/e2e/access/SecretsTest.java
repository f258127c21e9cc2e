package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.http.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credentials of every kind, planted and looked for. */
@BothStores
class SecretsTest {
  private static final String C = "/v2/integrations/connections";

  private final Stores.Kind kind;
  private final List<String> shown = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private World world;
  private Partner partner;

  SecretsTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private String secret(String name) {
    var secret = "canary-" + name + "-" + Fleet.number() + "-Zq7";
    secrets.add(secret);
    return secret;
  }

  private Http.Reply keep(Http.Reply reply) {
    shown.add(reply.raw().body());
    reply.raw().headers().map().forEach((name, values) -> shown.add(name + ": " + values));
    return reply;
  }

  private String connect(String tsp, String url, String credentials) {
    var body =
        "{\"source_name\":\"%s\",\"credentials\":%s,\"settings\":{\"base_url\":\"%s\"%s}}"
            .formatted(
                tsp, credentials, url, tsp.equals("superoffice") ? ",\"format\":\"sms/160\"" : "");
    var id = keep(partner.send("POST", C, body)).expect(201).json().get("id").asText();
    keep(partner.get(C + "/" + id)).expect(200);
    keep(
        partner.send(
            "PATCH", C + "/" + id, "{\"description\":\"d\",\"credentials\":" + credentials + "}"));
    keep(partner.send("POST", C + "/" + id + "/test", ""));
    return id;
  }

  private void write(String connection, String user) {
    var ids = partner.references(connection, List.of(Fleet.reference("user", user)));
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"hello\"}"
            .formatted(connection, ids.getFirst());
    keep(partner.send("POST", Sample.MESSAGE.path() + "?dry_run=true", body));
    keep(partner.send("POST", Sample.MESSAGE.path() + "?is_sync=true", body));
    var accepted = keep(partner.send("POST", Sample.MESSAGE.path(), body));
    if (accepted.status() == 202) {
      var path =
          C + "/" + connection + "/resource-operations/" + accepted.json().get("id").asText();
      Await.until(
          "the write was attempted",
          Partner.SOON,
          () -> {
            var operation = partner.get(path).json();
            return !operation.get("status").asText().equals("pending")
                || List.of("credentials", "settling", "backoff")
                    .contains(operation.get("waiting_on").asText());
          });
      keep(partner.get(path));
    }
    // What goes on in the background must not meet the next one's echo.
    keep(partner.send("POST", C + "/" + connection + "/pause", ""));
  }

  @Test
  void noSecretIsEverSeenAgain() throws Exception {
    world = World.shared(kind);
    partner = Partner.of(world.node(), "Secrets Inc");
    secrets.add(partner.clientSecret());
    secrets.add(Node.ADMIN_SECRET);
    var samsara = world.sandbox().samsaraUrl();
    var office = world.sandbox().superOfficeUrl();
    var token = secret("token");
    var oauth = secret("oauth");
    var refresh = secret("refresh");
    var password = secret("password");
    var ticket = secret("ticket");
    var app = secret("app");
    var bearer = secret("bearer");
    var hook = secret("webhook");
    secrets.add(base64("user-x:" + password));
    secrets.add(base64("c:" + oauth));
    keep(
        partner.send(
            "POST",
            "/v2/notifications/webhooks",
            "{\"url\":\"%s/hook\",\"event_name\":\"resource_operation.*\",\"secret\":\"%s\"}"
                .formatted(samsara, hook)));
    // Asked for once, a secret may be answered once.
    shown.clear();
    for (var status : List.of(400, 401, 500)) {
      echo(status, token);
      write(connect("samsara", samsara, json("api_token", token)), World.ANA);
      echo(status, oauth, refresh, base64("c:" + oauth));
      write(
          connect(
              "samsara",
              samsara,
              json("client_id", "c", "client_secret", oauth, "refresh_token", refresh)),
          World.ANA);
      echo(status, password, base64("user-x:" + password));
      write(
          connect(
              "superoffice",
              office,
              json("scheme", "basic", "username", "user-x", "password", password)),
          "+4790000001");
      echo(status, ticket, app);
      write(
          connect(
              "superoffice", office, json("scheme", "ticket", "ticket", ticket, "app_token", app)),
          "+4790000001");
      echo(status, bearer);
      write(
          connect("superoffice", office, json("scheme", "bearer", "access_token", bearer)),
          "+4790000001");
    }
    for (var path :
        List.of(
            C,
            C + "/resource-operations",
            "/v2/notifications/webhooks",
            "/v2/notifications/events?after=0&size=100",
            "/v2/telematics/users",
            "/prometheus")) {
      keep(partner.get(path)).expect(200);
    }
    keep(Partner.admin(world.node()).get("/v2/admin/partners")).expect(200);
    assertNone("answers", shown);
    assertNone("the log", List.of(world.node().log()));
    assertNone("the database", database());
  }

  /** A TSP that answers with what it was sent. */
  private void echo(int status, String... sent) {
    var echo = String.join(" ", sent);
    var headers =
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("X-Echo", echo),
            new Header("Set-Cookie", "session=" + sent[0]));
    var body = "{\"message\":\"no: " + echo + "\",\"requestId\":\"" + sent[0] + "\"}";
    world.sandbox().faults().clear();
    var rule =
        FaultRule.always(new Fault.Respond(status, headers, body, false)).path("(?!/hook).*");
    // What an earlier test left at another provider must not meet the echo either.
    for (var provider : List.of("samsara", "superoffice")) {
      world.sandbox().faults().add(rule.provider(provider));
    }
  }

  private static String json(String... pairs) {
    var fields = new ArrayList<String>();
    for (var i = 0; i < pairs.length; i += 2) {
      fields.add("\"" + pairs[i] + "\":\"" + pairs[i + 1] + "\"");
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertNone(String where, List<String> texts) {
    for (var secret : secrets) {
      var bytes = secret.getBytes(StandardCharsets.UTF_8);
      for (var form :
          List.of(secret, HexFormat.of().formatHex(bytes), base64(secret).replace("=", ""))) {
        for (var text : texts) {
          var at = text.indexOf(form);
          assertFalse(
              at >= 0,
              () -> where + ": " + secret + " in " + text.substring(Math.max(0, at - 300), at));
        }
      }
    }
  }

  /** Every value of every table, or every byte of the files. */
  private List<String> database() throws IOException, SQLException {
    var database = world.database();
    if (kind == Stores.Kind.H2) {
      var files = new ArrayList<String>();
      var base = Path.of(database.url().substring("jdbc:h2:file:".length()));
      var folder = base.getParent();
      assertTrue(folder != null);
      try (var paths = Files.list(folder)) {
        for (var path : paths.filter(p -> p.toString().endsWith(".db")).toList()) {
          files.add(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        }
      }
      assertFalse(files.isEmpty());
      return files;
    }
    var texts = new ArrayList<String>();
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var names =
          statement.executeQuery(
              "select table_schema || '.' || table_name from information_schema.tables"
                  + " where table_schema not in ('pg_catalog', 'information_schema')")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      assertTrue(tables.size() > 5, tables::toString);
      for (var table : tables) {
        try (var rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            texts.add(String.valueOf(rows.getString(1)));
          }
        }
      }
    }
    return texts;
  }
}
