package dev.gladhand.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.StringJoiner;

/** A client of the node with its id, secret, token and connections. */
final class Caller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String id;
  private final String secret;
  private volatile String token;

  /**
   * Uses a client that exists at the node, and gets its first token.
   *
   * @param base the URL of the node
   */
  Caller(String base, String id, String secret) throws IOException {
    this.base = base;
    this.id = id;
    this.secret = secret;
    this.token = "";
    if (signIn() != 200) {
      throw new IllegalStateException(id + " got no token");
    }
  }

  /**
   * Creates a partner, if this client is the operator's; returns a caller for the partner's client.
   */
  Caller partner(String name) throws IOException {
    var made = call("POST", "/v2/admin/partners", "{\"name\":\"" + name + "\"}").expect(201).json();
    return new Caller(base, made.get("client_id").asText(), made.get("client_secret").asText());
  }

  /**
   * Requests a new token, which replaces the present one if the answer is a 200; returns the status
   * of the answer. A token expires after an hour.
   */
  int signIn() throws IOException {
    var reply = token(id, secret);
    if (reply.status() == 200) {
      token = reply.json().get("access_token").asText();
    }
    return reply.status();
  }

  Reply token(String clientId, String withSecret) throws IOException {
    return send(
        "POST",
        "/oauth2/token",
        "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + withSecret,
        "application/x-www-form-urlencoded");
  }

  /** An answer. */
  record Reply(int status, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    Reply expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException(wanted + " expected, but: " + status + " " + body);
      }
      return this;
    }
  }

  Reply call(String method, String path, String body, String... headers) throws IOException {
    return send(method, path, body, "application/json", headers);
  }

  /**
   * Sends a request.
   *
   * @param headers names and values in turn
   */
  Reply send(String method, String path, String body, String type, String... headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LONGEST)
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty() && !path.startsWith("/oauth2/")) {
      request.header("Authorization", "Bearer " + token);
    }
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  String base() {
    return base;
  }

  String clientId() {
    return id;
  }

  String secret() {
    return secret;
  }

  String token() {
    return token;
  }

  int port() {
    return URI.create(base).getPort();
  }

  /**
   * Creates a connection to a simulated Samsara; returns its id.
   *
   * @param samsara the URL of the simulated Samsara
   * @param more further settings as JSON members, each with a comma before it; may be empty
   */
  String connect(String samsara, String more) throws IOException {
    return call(
            "POST",
            "/v2/integrations/connections",
            "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"samsara-sandbox-token\"},\"settings\":{\"base_url\":\""
                + samsara
                + "\""
                + more
                + "}}")
        .expect(201)
        .json()
        .get("id")
        .asText();
  }

  String driver(String connection) throws IOException {
    return call(
            "PUT",
            "/v2/integrations/connections/" + connection + "/references",
            "[{\"resource\":\"user\",\"source_id\":\"281474976710656001\"}]")
        .expect(200)
        .json()
        .at("/items/0/resource_id")
        .asText();
  }

  /**
   * Stores references to this number of drivers; returns their gateway ids as JSON strings with
   * commas between them.
   */
  String drivers(String connection, int count) throws IOException {
    var items = new StringJoiner(",", "[", "]");
    for (var n = 0; n < count; n++) {
      items.add("{\"resource\":\"user\",\"source_id\":\"" + (281474976710700000L + n) + "\"}");
    }
    var ids = new StringJoiner(",");
    call("PUT", "/v2/integrations/connections/" + connection + "/references", items.toString())
        .expect(200)
        .json()
        .get("items")
        .forEach(item -> ids.add(item.get("resource_id").toString()));
    return ids.toString();
  }

  Reply subscribe(String url, String event) throws IOException {
    return call(
        "POST",
        "/v2/notifications/webhooks",
        "{\"url\":\"" + url + "\",\"event_name\":\"" + event + "\"}");
  }
}
