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
 * Receives deliveries: verifies the signature and passes the event to the handler for its name.
 * Deliveries arrive at least once, so a handler must remember the ids that it has handled.
 * Thread-safe after its handlers are set. It is a handler of the JDK's {@code HttpServer}; with
 * another server, call {@link #receive}.
 */
public final class WebhookReceiver implements HttpHandler {
  private final Signatures signatures;
  private final ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
  private final Map<String, Consumer<OperationEvent>> operations = new HashMap<>();
  private Consumer<Event> others = event -> {};

  WebhookReceiver(String key, InstantSource clock) {
    signatures = new Signatures(key, clock);
  }

  /**
   * A receiver that verifies with a secret ({@code whsec_…} or a text of your own) or a public key
   * ({@code whpk_…}).
   */
  public static WebhookReceiver with(String key) {
    return new WebhookReceiver(key, InstantSource.system());
  }

  /** The delivery is not from the node, or is too old. Answer 401 and do nothing else. */
  public static final class NotAuthentic extends Exception {
    private static final long serialVersionUID = 1L;

    NotAuthentic(String why) {
      super(why);
    }
  }

  /**
   * Sets the handler for the event with that name, such as {@code resource_operation.succeeded}.
   */
  public WebhookReceiver on(String name, Consumer<OperationEvent> handler) {
    operations.put(name, handler);
    return this;
  }

  /** Sets the handler for all other events, including those that later versions add. */
  public WebhookReceiver otherwise(Consumer<Event> handler) {
    others = handler;
    return this;
  }

  /** Handles a delivery and answers 204, 401 if it is not authentic, or 500 if its handler fails. */
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
   * Handles a delivery. Answer 2xx after it returns.
   *
   * @param header gives a header of the request by its name; null if it is missing
   * @param body the unchanged bytes of the body
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
