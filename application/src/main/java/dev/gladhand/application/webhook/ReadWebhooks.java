package dev.gladhand.application.webhook;

import dev.gladhand.application.Answer;
import dev.gladhand.application.webhook.DeliveryHistory.LogLine;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads subscriptions and the results of their deliveries. Blocks; throws {@code StoreUnavailable}.
 */
public final class ReadWebhooks {
  private static final Map<String, Duration> WINDOWS = windows();

  private final Webhooks webhooks;
  private final DeliveryHistory history;
  private final InstantSource clock;

  public ReadWebhooks(Webhooks webhooks, DeliveryHistory history, InstantSource clock) {
    this.webhooks = webhooks;
    this.history = history;
    this.clock = clock;
  }

  private static Map<String, Duration> windows() {
    var windows = new LinkedHashMap<String, Duration>();
    windows.put("1h", Duration.ofHours(1));
    windows.put("24h", Duration.ofHours(24));
    windows.put("7d", Duration.ofDays(7));
    windows.put("14d", Duration.ofDays(14));
    return windows;
  }

  public Answer<Webhook> get(PartnerId partner, WebhookId id) {
    return webhooks
        .find(partner, id)
        .map(Answer::ok)
        .orElseGet(() -> Answer.notFound("there is no such webhook"));
  }

  /**
   * A page of the partner's subscriptions, ordered by id, that begins after {@code after}, or with
   * the first one if that is null.
   */
  public List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size) {
    return webhooks.list(partner, after, size);
  }

  /**
   * A page of the subscription's attempts, newest first.
   *
   * @param before only attempts with a lower number; null for the newest ones
   */
  public Answer<List<LogLine>> log(
      PartnerId partner, WebhookId id, @Nullable Long before, int size) {
    return get(partner, id).map(_ -> history.log(id, before, size));
  }

  /** The figures of the subscription's deliveries, as JSON values in the order of the API. */
  public Answer<Map<String, @Nullable Object>> metrics(PartnerId partner, WebhookId id) {
    return get(partner, id).map(_ -> metrics(id));
  }

  private Map<String, @Nullable Object> metrics(WebhookId id) {
    var now = clock.instant();
    var windows = new LinkedHashMap<String, @Nullable Object>();
    WINDOWS.forEach(
        (name, length) -> windows.put(name, figures(history.since(id, now.minus(length)))));
    var backlog = history.backlog(id);
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("windows", windows);
    json.put("waiting", backlog.waiting());
    json.put("dead_letters", backlog.deadLetters());
    return json;
  }

  /** Figures as JSON; rates and means are null if there were no attempts. */
  private static Map<String, @Nullable Object> figures(DeliveryHistory.Figures figures) {
    var none = figures.attempts() == 0;
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("attempts", figures.attempts());
    json.put("successes", figures.successes());
    json.put("failures", figures.attempts() - figures.successes());
    json.put("success_rate", none ? null : share(figures.successes(), figures.attempts()));
    json.put(
        "avg_response_time_ms", none ? null : share(figures.totalMillis(), figures.attempts()));
    return json;
  }

  private static double share(long part, long whole) {
    return Math.round(10_000.0 * part / whole) / 10_000.0;
  }
}
