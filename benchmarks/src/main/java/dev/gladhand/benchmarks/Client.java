package dev.gladhand.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Calls the API of a node as a new partner, which writes messages to a driver of the simulated
 * Samsara.
 */
final class Client {
  static final String ADMIN = "bench-admin";
  static final String SECRET = "the-secret-of-the-benchmarks-admin";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final String token;

  Client(int port) {
    this.port = port;
    var partner = partner(port);
    this.token =
        token(port, partner.get("client_id").asText(), partner.get("client_secret").asText());
  }

  /** Creates a partner and returns it with the secret of its client. */
  static JsonNode partner(int port) {
    var admin = token(port, ADMIN, SECRET);
    return json(
        port, "POST", "/v2/admin/partners", "{\"name\":\"bench\"}", admin, "application/json");
  }

  private static String token(int port, String id, String secret) {
    return json(
            port,
            "POST",
            "/oauth2/token",
            "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret,
            "",
            "application/x-www-form-urlencoded")
        .get("access_token")
        .asText();
  }

  String connect(String samsara, String limits) {
    return call(
            "POST",
            "/v2/integrations/connections",
            "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"samsara-sandbox-token\"},\"settings\":{\"base_url\":\""
                + samsara
                + "\""
                + limits
                + "}}")
        .get("id")
        .asText();
  }

  /** Creates a connection to {@link InstantTsp}; returns its id. */
  String connectInstant() {
    return call(
            "POST",
            "/v2/integrations/connections",
            "{\"source_name\":\"instant\",\"credentials\":{},\"settings\":{\"max_concurrency\":64}}")
        .get("id")
        .asText();
  }

  String driver(String connection) {
    return call(
            "PUT",
            "/v2/integrations/connections/" + connection + "/references",
            "[{\"resource\":\"user\",\"source_id\":\"281474976710656001\"}]")
        .at("/items/0/resource_id")
        .asText();
  }

  byte[] message(String connection, String driver, String query) {
    return message(connection, driver, query, "Dock 4 is free, please come in by the north gate");
  }

  byte[] message(String connection, String driver, String query, String text) {
    return Load.post(
        "/v2/telematics/messages" + query,
        "{\"connection_id\":\""
            + connection
            + "\",\"recipient_id\":\""
            + driver
            + "\",\"message_text\":\""
            + text
            + "\"}",
        "Authorization",
        "Bearer " + token);
  }

  /** Sends messages in one bulk request, and returns how many were accepted. */
  long bulk(String connection, String driver, int lines) throws IOException, InterruptedException {
    var line =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"Dock 4 is free, please come in by the north gate\"}%n"
            .formatted(connection, driver);
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/v2/telematics/messages/bulk"))
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(line.repeat(lines)))
            .build();
    try (var answers = HTTP.send(request, BodyHandlers.ofLines()).body()) {
      return answers.filter(answer -> answer.contains("\"status\":202")).count();
    }
  }

  JsonNode call(String method, String path, String body) {
    return json(port, method, path, body, token, "application/json");
  }

  private static JsonNode json(
      int port, String method, String path, String body, String bearer, String type) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
