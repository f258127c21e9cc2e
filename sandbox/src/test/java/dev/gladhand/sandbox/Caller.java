package dev.gladhand.sandbox;

import dev.gladhand.sandbox.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client that calls one base URL with one credential. */
final class Caller implements AutoCloseable {
  static final String ANA = "281474976710656001";
  static final String BEN = "281474976710656002";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String[] headers;

  Caller(String base, String... headers) {
    this.base = base;
    this.headers = headers;
  }

  static Caller samsara(SandboxServer server) {
    return new Caller(
        server.samsaraUrl(),
        "Authorization",
        "Bearer samsara-sandbox-token",
        "Content-Type",
        "application/json");
  }

  static Caller superOffice(SandboxServer server, String authorization) {
    return new Caller(
        server.superOfficeUrl(),
        "Authorization",
        authorization,
        "Content-Type",
        "application/json; charset=utf-8",
        "Accept",
        "application/json");
  }

  static Caller control(SandboxServer server) {
    return new Caller(server.samsaraUrl(), "Content-Type", "application/json");
  }

  static String message(String text, String... drivers) {
    return "{\"driverIds\":["
        + String.join(",", drivers)
        + "],\"text\":"
        + new Json.Text(text).write()
        + "}";
  }

  HttpResponse<String> call(String method, String path, String body, String... more)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    for (int i = 0; i < more.length; i += 2) {
      request.setHeader(more[i], more[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... more)
      throws IOException, InterruptedException {
    return call("POST", path, body, more);
  }

  HttpResponse<String> get(String path, String... more) throws IOException, InterruptedException {
    return call("GET", path, null, more);
  }

  static Json.Obj object(HttpResponse<String> response) {
    return (Json.Obj) Json.read(response.body());
  }

  static Json.Obj data(HttpResponse<String> response) {
    return object(response).object("data");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
