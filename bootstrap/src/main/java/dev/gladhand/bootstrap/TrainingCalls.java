package dev.gladhand.bootstrap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Makes calls to a new node, so that the JVM's cache of classes also contains the classes that
 * requests need.
 */
final class TrainingCalls {
  private static final String FORM =
      "grant_type=client_credentials&client_id=none&client_secret=none";

  private TrainingCalls() {}

  static void to(ApplicationContext context) {
    var base = context.getBean(EmbeddedServer.class).getURI();
    try (var client = HttpClient.newHttpClient()) {
      for (var path :
          List.of("/health/readiness", "/prometheus", "/openapi.yaml", "/v2/integrations/tsps")) {
        send(client, HttpRequest.newBuilder(base.resolve(path)));
      }
      send(client, json(base.resolve("/v2/telematics/messages"), "{}"));
      send(
          client,
          HttpRequest.newBuilder(base.resolve("/oauth2/token"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(FORM)));
    }
  }

  private static HttpRequest.Builder json(URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static void send(HttpClient client, HttpRequest.Builder request) {
    try {
      client.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
