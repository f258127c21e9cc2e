package dev.gladhand.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gladhand.client.http.ApiClient;
import dev.gladhand.client.http.ApiException;
import dev.gladhand.client.model.ErrorBody;
import dev.gladhand.client.model.ResourceOperation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bulk request. If it is repeated with its key, it accepts only what is missing. */
final class Bulk {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ApiClient client;
  private final String url;

  Bulk(ApiClient client, String url) {
    this.client = client;
    this.url = url;
  }

  List<BulkLine> send(String resource, List<?> bodies, String key) throws ApiException {
    var mapper = client.getObjectMapper();
    var text = new StringBuilder();
    try {
      for (var body : bodies) {
        text.append(mapper.writeValueAsString(body)).append('\n');
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a body cannot be written as JSON", e);
    }
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v2/telematics/" + resource + "/bulk"))
            .timeout(LIMIT)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(text.toString()));
    client.getRequestInterceptor().accept(request);
    try {
      var response = client.getHttpClient().send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ApiException(
            response.statusCode(), "bulk", response.headers(), response.body());
      }
      var lines = new ArrayList<BulkLine>();
      for (var line : response.body().lines().toList()) {
        var json = mapper.readTree(line);
        lines.add(
            new BulkLine(
                json.path("index").asInt(),
                json.path("status").asInt(),
                json.path("replayed").asBoolean(),
                mapper.treeToValue(json.get("operation"), ResourceOperation.class),
                mapper.treeToValue(json.get("error"), ErrorBody.class)));
      }
      if (lines.size() < bodies.size() || lines.stream().anyMatch(line -> line.status() == 503)) {
        // The answer broke off or the store was lost; the repeated request accepts the rest.
        throw new ApiException(503, "bulk", response.headers(), "not every line was answered");
      }
      return lines;
    } catch (IOException e) {
      throw new ApiException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(e);
    }
  }
}
