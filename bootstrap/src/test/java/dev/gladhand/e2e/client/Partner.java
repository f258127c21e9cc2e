package dev.gladhand.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.world.Node;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A partner's software: has a client, a token, and calls the API. */
public final class Partner {
  public static final Duration SOON = Duration.ofSeconds(60);

  private final Node node;
  private final String token;
  private final String id;
  private final Client client;

  /** What a partner signs in with. */
  private record Client(String id, String secret) {}

  private Partner(Node node, String id, String token, Client client) {
    this.node = node;
    this.id = id;
    this.token = token;
    this.client = client;
  }

  /** A new partner of this node. */
  public static Partner of(Node node, String name) {
    var admin = token(node, Node.ADMIN, Node.ADMIN_SECRET);
    var made =
        Http.send(
                "POST",
                node.url() + "/v2/admin/partners",
                "{\"name\":\"" + name + "\"}",
                headers(admin))
            .expect(201)
            .json();
    var client = new Client(made.get("client_id").asText(), made.get("client_secret").asText());
    return new Partner(
        node, made.get("id").asText(), token(node, client.id, client.secret), client);
  }

  /** Returns the client of the operator. */
  public static Partner admin(Node node) {
    return new Partner(
        node,
        "",
        token(node, Node.ADMIN, Node.ADMIN_SECRET),
        new Client(Node.ADMIN, Node.ADMIN_SECRET));
  }

  /** Signs in as an existing partner. */
  public static Partner known(Node node, String client, String secret) {
    return new Partner(node, "", token(node, client, secret), new Client(client, secret));
  }

  /** The same partner with another token. */
  public Partner with(String otherToken) {
    return new Partner(node, id, otherToken, client);
  }

  /** The same partner with a token that lacks a scope. */
  public Partner withScopesBut(String scope) {
    var scopes =
        Stream.of(
                "telematics:read",
                "telematics:write",
                "resource_operation:read",
                "resource_operation:write",
                "connection:read",
                "connection:create",
                "connection:update",
                "webhook:read",
                "webhook:create",
                "webhook:update",
                "webhook:delete",
                "invitation:create",
                "invitation:read",
                "invitation:delete",
                "audit:read")
            .filter(each -> !each.equals(scope))
            .toList();
    return with(token(node, client.id, client.secret, "&scope=" + String.join("+", scopes)));
  }

  /** Returns the secret, which the API must never show again. */
  public String clientSecret() {
    return client.secret;
  }

  public String clientId() {
    return client.id;
  }

  /** The same partner at another node of the same store. */
  public Partner at(Node other) {
    return new Partner(other, id, token, client);
  }

  public String url() {
    return node.url();
  }

  public String id() {
    return id;
  }

  public String token() {
    return token;
  }

  public static String token(Node node, String client, String secret) {
    return token(node, client, secret, "");
  }

  private static String token(Node node, String client, String secret, String more) {
    var form =
        "grant_type=client_credentials&client_id="
            + encoded(client)
            + "&client_secret="
            + encoded(secret)
            + more;
    return Http.send(
            "POST",
            node.url() + "/oauth2/token",
            form,
            Map.of("Content-Type", "application/x-www-form-urlencoded"))
        .expect(200)
        .json()
        .get("access_token")
        .asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(String token) {
    return Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  public Http.Reply get(String path) {
    return Http.send("GET", node.url() + path, "", headers(token));
  }

  public Http.Reply send(String method, String path, String body, String... more) {
    var headers = new HashMap<>(headers(token));
    for (var i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return Http.send(method, node.url() + path, body, headers);
  }

  /** Sends a post to a node that may be dead; throws if it gives no answer. */
  public Http.Reply tryPost(String path, String body, String key) throws IOException {
    var headers = new HashMap<>(headers(token));
    headers.put("Idempotency-Key", key);
    return Http.trySend("POST", node.url() + path, body, headers);
  }

  public String samsara(String baseUrl, String more) {
    return connect(
        """
        {"source_name":"samsara","fleet_ref":"F-1","credentials":{"api_token":"samsara-sandbox-token"},
         "settings":{"base_url":"%s"%s}}"""
            .formatted(baseUrl, more));
  }

  public String superOffice(String baseUrl, String more) {
    return connect(
        """
        {"source_name":"superoffice","fleet_ref":"F-2",
         "credentials":{"scheme":"basic","username":"gladhand","password":"sandbox-password"},
         "settings":{"base_url":"%s","format":"sms/160"%s}}"""
            .formatted(baseUrl, more));
  }

  public String connect(String body) {
    return send("POST", "/v2/integrations/connections", body).expect(201).json().get("id").asText();
  }

  /** Imports users; their ids, in order. */
  public List<String> users(String connection, List<String> sources) {
    var items =
        sources.stream()
            .map(
                source ->
                    "{\"resource\":\"user\",\"source_id\":\""
                        + source
                        + "\",\"roles\":[\"driver\"]}")
            .toList();
    return references(connection, items);
  }

  public List<String> references(String connection, List<String> items) {
    var reply =
        send("PUT", "/v2/integrations/connections/" + connection + "/references", items.toString())
            .expect(200)
            .json();
    var ids = new ArrayList<String>();
    reply.get("items").forEach(item -> ids.add(item.get("resource_id").asText()));
    return ids;
  }

  public JsonNode operation(String connection, String operation) {
    return get("/v2/integrations/connections/" + connection + "/resource-operations/" + operation)
        .expect(200)
        .json();
  }

  /** The operation, once it has ended. */
  public JsonNode ended(String connection, String operation) {
    return ended(connection, operation, SOON);
  }

  public JsonNode ended(String connection, String operation, Duration within) {
    return Await.value(
        "operation " + operation + " ends",
        within,
        () -> operation(connection, operation),
        json -> !json.get("status").asText().equals("pending"));
  }
}
