package dev.gladhand.e2e.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A partner's HTTP client. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  public static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Http() {}

  /** An answer. */
  public record Reply(int status, HttpResponse<String> raw) {
    public JsonNode json() {
      try {
        return JSON.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + raw.body(), e);
      }
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public Reply expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("expected " + wanted + ", was " + status + ": " + raw.body());
      }
      return this;
    }

    @Override
    public String toString() {
      return status + " " + raw.body();
    }
  }

  public static Reply send(String method, String url, String body, Map<String, String> headers) {
    try {
      return trySend(method, url, body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #send}; a broken connection is told. */
  public static Reply trySend(String method, String url, String body, Map<String, String> headers)
      throws IOException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    request.method(
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      var raw = CLIENT.send(request.build(), BodyHandlers.ofString());
      Description.check(method, url, raw);
      return new Reply(raw.statusCode(), raw);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean reachable(String url) {
    try {
      return trySend("GET", url, "", Map.of()).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
