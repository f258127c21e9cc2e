package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls a running node with a token. A call that is safe to repeat is repeated a few times if the
 * node cannot be reached or asks for a repeat; the wait is the one that the node names, if it names
 * one.
 */
final class Node {
  static final JsonReader JSON =
      new JsonReader(new JsonLimits("The answer", false, 64, 1_000_000, 1_024, 16 << 20, 1_000));
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int TRIES = 5;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final Set<Integer> LATER = Set.of(429, 503);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI base;
  private final @Nullable String token;

  Node(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  /** The answer of a node. */
  record Answer(int status, String text, HttpResponse<?> raw) {
    @Nullable Object json() {
      try {
        return JSON.read(text);
      } catch (MalformedJson e) {
        throw new Refused(
            "the answer is not JSON (" + status + "): check that the URL is that of a node");
      }
    }

    /**
     * Returns this answer if its status is one of these; otherwise throws {@link Refused} with the
     * message of the error.
     */
    Answer expect(int... expected) {
      for (var one : expected) {
        if (one == status) {
          return this;
        }
      }
      var body = json();
      var detail = Json.at(body, "detail");
      throw new Refused(
          status
              + " "
              + Json.at(body, "message")
              + (detail == null
                  ? ""
                  : ": " + (detail instanceof String s ? s : JsonWriter.text(detail))));
    }
  }

  /**
   * Returns a client that calls another port of the same host without the token, such as the port
   * of the metrics.
   */
  Node at(int port) {
    return new Node(URI.create(base.getScheme() + "://" + base.getHost() + ":" + port), null);
  }

  /** Reads the value of a metric that has no labels; empty if the value cannot be read. */
  OptionalDouble sample(String series) {
    try {
      var metrics = get("/prometheus");
      return metrics
          .text()
          .lines()
          .filter(line -> metrics.status() == OK && line.startsWith(series + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Answer get(String path) throws IOException {
    return send("GET", path, null, Map.of());
  }

  Answer post(String path, @Nullable Object json) throws IOException {
    return send("POST", path, json == null ? "" : JsonWriter.text(json), Map.of());
  }

  /**
   * Makes a call. A read, and a write with an idempotency key, is repeated a few times if it fails
   * for a reason that may pass.
   */
  Answer send(String method, String path, @Nullable String body, Map<String, String> headers)
      throws IOException {
    var request = request(path).timeout(LIMIT);
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    var repeatable = method.equals("GET") || headers.containsKey("Idempotency-Key");
    for (var left = repeatable ? TRIES : 1; ; left--) {
      try {
        var answer = once(request.build());
        if (left <= 1 || !LATER.contains(answer.status())) {
          return answer;
        }
        pause(retryAfter(answer.raw()));
      } catch (IOException e) {
        if (left <= 1) {
          throw new IOException("the node cannot be reached at " + base, e);
        }
        pause(1);
      }
    }
  }

  HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Answer once(HttpRequest request) throws IOException {
    var response = exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.body(), response);
  }

  <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static long retryAfter(HttpResponse<?> response) {
    var named = response.headers().firstValue("Retry-After").orElse("");
    return named.matches("[0-9]{1,9}") ? Math.min(Long.parseLong(named), LONGEST_WAIT_SECONDS) : 1;
  }

  static void pause(long seconds) throws IOException {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Gets a token for a client from the node. */
  static String login(URI base, String client, String secret) throws IOException {
    var answer =
        new Node(base, null)
            .send(
                "POST",
                "/oauth2/token",
                "grant_type=client_credentials&client_id="
                    + encoded(client)
                    + "&client_secret="
                    + encoded(secret),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    if (answer.status() == 200 && Json.at(answer.json(), "access_token") instanceof String token) {
      return token;
    }
    throw new Refused(
        "the node gave no token: "
            + answer.status()
            + " "
            + Json.at(answer.json(), "error_description"));
  }
}
