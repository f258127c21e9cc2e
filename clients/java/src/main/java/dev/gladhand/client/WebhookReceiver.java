package dev.gladhand.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.gladhand.client.http.ApiClient;
import dev.gladhand.client.model.Event;
import dev.gladhand.client.model.OperationEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes deliveries: checks the signature, and gives the event to the handler of its name. Deliveries come at least once: a handler
 * is to remember the ids that it has seen. It is a handler of the JDK's {@code HttpServer}; with another server, call {@link #receive}.
 * Thread-safe once its handlers are named.
 */
public final class WebhookReceiver implements HttpHandler {
  private final Signatures signatures;
  private final ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
  private final Map<String, Consumer<OperationEvent>> operations = new HashMap<>();
  private Consumer<Event> others = event -> {};

  WebhookReceiver(String key, InstantSource clock) {
    signatures = new Signatures(key, clock);
  }

  /** A receiver that checks with a secret ({@code whsec_…} or one of your own) or a public key ({@code whpk_…}). */
  public static WebhookReceiver with(String key) {
    return new WebhookReceiver(key, InstantSource.system());
  }

  /** A delivery that is not from the node, or too old: answer 401, and do nothing. */
  public static final class NotAuthentic extends Exception {
    private static final long serialVersionUID = 1L;

    NotAuthentic(String why) {
      super(why);
    }
  }

  /** Handles the event of that name, such as {@code resource_operation.succeeded}. */
  public WebhookReceiver on(String name, Consumer<OperationEvent> handler) {
    operations.put(name, handler);
    return this;
  }

  /** Handles every event that no other handler has: of other things, and those that later versions bring. */
  public WebhookReceiver otherwise(Consumer<Event> handler) {
    others = handler;
    return this;
  }

  /** Takes one delivery and answers it: with 204, 401 where it is not authentic, and 500 where its handler fails. */
  @Override
  public void handle(HttpExchange delivery) throws IOException {
    try (delivery) {
      var status = 500;
      try {
        receive(delivery.getRequestHeaders()::getFirst, delivery.getRequestBody().readAllBytes());
        status = 204;
      } catch (NotAuthentic e) {
        status = 401;
      } finally {
        delivery.sendResponseHeaders(status, -1);
      }
    }
  }

  /**
   * Takes one delivery. Answer 2xx when it returns.
   *
   * @param header of the request, by its name; null where there is none
   * @param body its bytes as they came
   */
  public void receive(UnaryOperator<String> header, byte[] body) throws NotAuthentic, IOException {
    signatures.check(
        header.apply("webhook-id"),
        header.apply("webhook-timestamp"),
        header.apply("webhook-signature"),
        body);
    var name = mapper.readTree(body).path("event_name").asText();
    var handler = operations.get(name);
    if (handler == null) {
      others.accept(mapper.readValue(body, Event.class));
    } else {
      handler.accept(mapper.readValue(body, OperationEvent.class));
    }
  }
}
