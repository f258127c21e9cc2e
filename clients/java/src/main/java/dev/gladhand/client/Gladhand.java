package dev.gladhand.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gladhand.client.api.ConnectionsApi;
import dev.gladhand.client.api.OperationsApi;
import dev.gladhand.client.api.WebhooksApi;
import dev.gladhand.client.api.WritesApi;
import dev.gladhand.client.http.ApiClient;
import dev.gladhand.client.http.ApiException;
import dev.gladhand.client.model.NewMessage;
import dev.gladhand.client.model.NewWebhook;
import dev.gladhand.client.model.OperationStatus;
import dev.gladhand.client.model.ResourceOperation;
import dev.gladhand.client.model.WebhookWithSecret;
import dev.gladhand.client.model.WriteResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A partner's client for a node. The generated APIs that it returns get their tokens automatically.
 * Calls through {@link #call} and {@link #write} are repeated while the node asks for it.
 * Thread-safe.
 */
public final class Gladhand {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final String url;
  private final Tokens tokens;
  private final ApiClient client;
  private final Repeats repeats;

  Gladhand(String url, String clientId, String secret, Repeats repeats) {
    this.url = url.replaceAll("/+$", "");
    this.repeats = repeats;
    tokens = new Tokens(anonymous(), clientId, secret);
    client = anonymous();
    client.setRequestInterceptor(
        request -> request.setHeader("Authorization", "Bearer " + tokens.current()));
  }

  /** A client that repeats a call for at most two minutes. */
  public static Gladhand at(String url, String clientId, String secret) {
    return new Gladhand(url, clientId, secret, Repeats.within(Duration.ofMinutes(2)));
  }

  /** A client of what {@code GLADHAND_URL}, {@code GLADHAND_CLIENT_ID} and {@code GLADHAND_CLIENT_SECRET} name. */
  public static Gladhand fromEnvironment() {
    return at(setting("GLADHAND_URL"), setting("GLADHAND_CLIENT_ID"), setting("GLADHAND_CLIENT_SECRET"));
  }

  private static String setting(String name) {
    var value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private ApiClient anonymous() {
    var made = new ApiClient();
    made.updateBaseUri(url);
    made.setConnectTimeout(Duration.ofSeconds(10));
    made.setReadTimeout(LIMIT);
    return made;
  }

  /** A call of a generated API. */
  public interface Call<T> {
    T make() throws ApiException;
  }

  /** A write, which gets its idempotency key. */
  public interface KeyedCall<T> {
    T make(String key) throws ApiException;
  }

  public WritesApi writes() {
    return new WritesApi(client);
  }

  public OperationsApi operations() {
    return new OperationsApi(client);
  }

  public ConnectionsApi connections() {
    return new ConnectionsApi(client);
  }

  public WebhooksApi webhooks() {
    return new WebhooksApi(client);
  }

  /**
   * Makes a call that is safe to repeat, such as a read. Repeats it while the node asks for it or
   * cannot be reached.
   */
  public <T> T call(Call<T> call) throws ApiException {
    return repeats.of(
        () -> {
          try {
            return call.make();
          } catch (ApiException e) {
            if (e.getCode() != 401) {
              throw e;
            }
            // The token has become invalid early; the call is made once more with a new token.
            tokens.forget();
            return call.make();
          }
        });
  }

  /** Makes a write with a generated key that all its repeats share, so that it is applied once. */
  public <T> T write(KeyedCall<T> call) throws ApiException {
    return write(UUID.randomUUID().toString(), call);
  }

  /**
   * Makes a write with a key that the caller stores, so that it can also be repeated after a crash.
   */
  public <T> T write(String key, KeyedCall<T> call) throws ApiException {
    return call(() -> call.make(key));
  }

  /** Sends a message in the background, once, however often the call has to be repeated. */
  public WriteResult send(NewMessage message) throws ApiException {
    return write(key -> writes().createMessage(message, null, null, null, key, null, null));
  }

  /** Has the events of this name sent to a URL; the answer has the secret that {@link WebhookReceiver} checks with. */
  public WebhookWithSecret subscribe(URI url, String event) throws ApiException {
    var wanted = new NewWebhook().url(url).eventName(NewWebhook.EventNameEnum.fromValue(event));
    return call(() -> webhooks().createWebhook(wanted));
  }

  /**
   * Waits for the end of an operation and returns it.
   *
   * @throws StillPending when it has not ended in time
   */
  public ResourceOperation waitFor(UUID connection, UUID operation, Duration limit)
      throws ApiException {
    var until = Instant.now().plus(limit);
    for (var pause = Duration.ofMillis(200); ; pause = pause.multipliedBy(2)) {
      var now = call(() -> operations().getOperation(connection, operation));
      if (now.getStatus() != OperationStatus.PENDING) {
        return now;
      }
      if (Instant.now().isAfter(until)) {
        throw new StillPending(now);
      }
      repeats.pause(pause.compareTo(Duration.ofSeconds(5)) < 0 ? pause : Duration.ofSeconds(5));
    }
  }

  /** Thrown by {@link #waitFor} for an operation that has not ended. */
  public static final class StillPending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillPending(ResourceOperation operation) {
      super("operation " + operation.getId() + " waits on " + operation.getWaitingOn());
    }
  }

  /** The partner's events after a sequence number; 0 for all that the node keeps. */
  public Feed feed(long after) {
    return new Feed(this, after);
  }

  /** Sends up to 10,000 creates of one resource; {@code resource} is its name in the path. */
  public List<BulkLine> bulk(String resource, List<?> bodies) throws ApiException {
    return write(key -> new Bulk(client, url).send(resource, bodies, key));
  }

  ObjectMapper mapper() {
    return client.getObjectMapper();
  }
}
