package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Findings.Level;
import dev.gladhand.json.Json;
import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.TrialWrite;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes what the checks of an installation need: two partners, objects of the first partner, and a
 * provider that this process simulates. At the end, both partners get new secrets that nobody
 * knows, so that nobody can use the partners.
 */
final class Trial implements AutoCloseable {
  private static final String CONNECTIONS = "/v2/integrations/connections";
  private static final String WEBHOOKS = "/v2/notifications/webhooks";

  /**
   * A secret that is given to the node, and that must not be found in its logs or, unencrypted, in
   * its database.
   */
  final String canary = "canary-" + UUID.randomUUID();

  private final Node admin;
  private final SandboxServer sandbox;
  private final TrialWrite write;
  private final Map<String, String> partners = new HashMap<>();
  private final Node first;
  private final Node second;
  final String canaryConnection;
  final String webhook;
  @Nullable String connection;
  @Nullable String operation;

  private Trial(URI base, Node admin, SandboxServer sandbox) throws IOException {
    this.admin = admin;
    this.sandbox = sandbox;
    write = TrialWrite.usual();
    first = partner(base, "Selfcheck A");
    second = partner(base, "Selfcheck B");
    // Logs must not repeat guessed secrets or forged tokens either.
    new Node(base, canary).get(CONNECTIONS);
    var secrets =
        write.credentials().keySet().stream()
            .collect(Collectors.toMap(name -> name, _ -> (Object) canary));
    canaryConnection = id(first.post(CONNECTIONS, connection(secrets, Map.of())));
    webhook =
        id(
            first.post(
                WEBHOOKS,
                Map.of(
                    "url",
                    "https://selfcheck.example/" + UUID.randomUUID(),
                    "event_name",
                    "resource_operation.failed",
                    "secret",
                    canary)));
  }

  static Trial begin(URI base, Node admin, int port) throws IOException {
    var sandbox =
        SandboxServer.start(SandboxOptions.defaults().port(TrialWrite.usual().provider(), port));
    try {
      return new Trial(base, admin, sandbox);
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private Node partner(URI base, String name) throws IOException {
    var known =
        Json.objects(Json.at(admin.get("/v2/admin/partners").expect(200).json(), "items")).stream()
            .filter(partner -> name.equals(partner.get("name")))
            .findFirst();
    var answer =
        known.isPresent()
            ? rotate(String.valueOf(known.get().get("id")))
            : admin.post("/v2/admin/partners", Map.of("name", name)).expect(201);
    var partner = answer.json();
    partners.put(name, String.valueOf(Json.at(partner, "id")));
    return new Node(
        base,
        Node.login(
            base,
            String.valueOf(Json.at(partner, "client_id")),
            String.valueOf(Json.at(partner, "client_secret"))));
  }

  private Node.Answer rotate(String partner) throws IOException {
    return admin.post("/v2/admin/partners/" + partner + "/rotate-secret", null).expect(200);
  }

  Map<String, Object> connection(Map<String, ?> credentials, Map<String, ?> settings) {
    return Map.of(
        "source_name",
        provider(),
        "fleet_ref",
        "selfcheck",
        "credentials",
        credentials,
        "settings",
        settings);
  }

  private static String id(Node.Answer made) {
    return String.valueOf(Json.at(made.expect(201).json(), "id"));
  }

  /**
   * Makes a write that reaches the provider that this process simulates.
   *
   * @param held whether the node is held; then no write is made, since it would not be sent
   */
  void write(Findings findings, boolean held) throws IOException {
    if (held) {
      findings.add(Level.SKIPPED, "write", "a held node sends no writes");
      return;
    }
    var made =
        first.post(
            CONNECTIONS,
            connection(write.credentials(), Map.of("base_url", sandbox.url(provider()))));
    if (made.status() == 422) {
      findings.add(
          Level.SKIPPED,
          "write",
          "GLADHAND_ALLOWED_TARGETS of the node does not contain "
              + URI.create(sandbox.url(provider())).getAuthority());
      return;
    }
    connection = id(made);
    var accepted =
        first.post("/v2/telematics/" + write.path(), body(connection)).expect(202).json();
    operation = String.valueOf(Json.at(accepted, "id"));
    var ended = Operations.ended(first, connection, operation);
    var well = "success".equals(Json.at(ended, "status"));
    findings.add(
        well ? Level.OK : Level.FAILED,
        "write",
        well
            ? "a write has reached the provider that this command simulates"
            : "a write has failed: " + Json.at(ended, "logs"));
  }

  Map<String, Object> body(String connection) {
    var body = new LinkedHashMap<String, Object>(write.body());
    body.put("connection_id", connection);
    return body;
  }

  String path() {
    return write.path();
  }

  String provider() {
    return write.provider();
  }

  Node first() {
    return first;
  }

  Node second() {
    return second;
  }

  /** A part of the end, which may fail. */
  private interface Step {
    void run() throws IOException;
  }

  /** Does every step, also after one has failed, and then throws the first failure. */
  @Override
  public void close() throws IOException {
    var steps = new ArrayList<Step>();
    steps.add(() -> delete(CONNECTIONS, canaryConnection));
    steps.add(() -> delete(WEBHOOKS, webhook));
    var made = connection;
    if (made != null) {
      steps.add(() -> delete(CONNECTIONS, made));
    }
    partners.values().forEach(partner -> steps.add(() -> rotate(partner)));
    steps.add(sandbox::close);
    Exception failure = null;
    for (var step : steps) {
      try {
        step.run();
      } catch (IOException | RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private void delete(String path, String id) throws IOException {
    first.send("DELETE", path + "/" + id, null, Map.of());
  }
}
