package dev.gladhand.http.webhook;

import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.delivery.ReplayEvents;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.SubscribeToEvents;
import dev.gladhand.application.webhook.SubscribeToEvents.WithSecret;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.page.ForwardPage;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates, changes, tests and deletes subscriptions. */
@Api(WebhookController.PATH)
final class WebhookController {
  static final String PATH = "/v2/notifications/webhooks";

  private final SubscribeToEvents subscribe;
  private final ReadWebhooks read;
  private final ReplayEvents replay;
  private final SealedNumbers numbers;

  WebhookController(
      SubscribeToEvents subscribe, ReadWebhooks read, ReplayEvents replay, SealedNumbers numbers) {
    this.numbers = numbers;
    this.subscribe = subscribe;
    this.read = read;
    this.replay = replay;
  }

  @Post
  @Secured("webhook:create")
  @Takes
  HttpResponse<?> create(Call call) {
    var body = call.body();
    requireReading(call, body);
    return Replies.of(
        subscribe.create(call.partner(), body),
        made ->
            Replies.json(201, told(made))
                .header(HttpHeaders.LOCATION, PATH + "/" + made.webhook().id()));
  }

  /** Refuses a subscription to events whose objects the caller's token may not read. */
  private static void requireReading(Call call, Map<String, @Nullable Object> body) {
    if (body.get("event_name") instanceof String name) {
      var scope = Scopes.toBeTold(name);
      if (scope != null) {
        call.requires(scope);
      }
    }
  }

  /**
   * A new subscription with its secret, if it has one. Only this answer and that to a rotation
   * contain the secret.
   */
  private static Map<String, @Nullable Object> told(WithSecret made) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    made.webhook()
        .toJson()
        .forEach(
            (name, value) -> {
              json.put(name, value);
              if (name.equals("event_name")) {
                var secret = made.secret();
                json.put("secret", secret == null ? null : secret.reveal());
              }
            });
    return json;
  }

  @Knows({"cursor", "size"})
  @Get
  @Secured("webhook:read")
  HttpResponse<?> list(Call call) {
    return Replies.ok(
        ForwardPage.of(call, "webhooks")
            .of(
                (after, size) ->
                    read.list(call.partner(), after == null ? null : new WebhookId(after), size),
                webhook -> webhook.id().value(),
                Webhook::toJson));
  }

  @Get("/{id}")
  @Secured("webhook:read")
  HttpResponse<?> get(Call call) {
    return Replies.of(read.get(call.partner(), id(call)), webhook -> Replies.ok(webhook.toJson()));
  }

  @Patch("/{id}")
  @Secured("webhook:update")
  @Takes
  HttpResponse<?> patch(Call call) {
    var body = call.body();
    requireReading(call, body);
    return Replies.of(
        subscribe.change(call.partner(), id(call), body), webhook -> Replies.ok(webhook.toJson()));
  }

  @Delete("/{id}")
  @Secured("webhook:delete")
  HttpResponse<?> delete(Call call) {
    return Replies.of(subscribe.delete(call.partner(), id(call)), _ -> Replies.noContent());
  }

  @Post("/{id}/activate")
  @Secured("webhook:update")
  HttpResponse<?> activate(Call call) {
    return Replies.of(
        subscribe.activate(call.partner(), id(call)), webhook -> Replies.ok(webhook.toJson()));
  }

  @Post("/{id}/pause")
  @Secured("webhook:update")
  HttpResponse<?> pause(Call call) {
    return Replies.of(
        subscribe.pause(call.partner(), id(call)), webhook -> Replies.ok(webhook.toJson()));
  }

  @Post("/{id}/replay")
  @Secured("webhook:update")
  @Takes(optional = true)
  HttpResponse<?> replay(Call call) {
    return Replies.of(
        replay.replay(call.partner(), id(call), call.length() == 0 ? Map.of() : call.body()),
        replayed -> Replies.json(202, Map.of("replayed", replayed)));
  }

  @Post("/{id}/test")
  @Secured("webhook:update")
  HttpResponse<?> test(Call call) {
    return Replies.of(
        replay.test(call.partner(), id(call)),
        event -> Replies.json(202, Map.of("event_id", event.toString())));
  }

  @Post("/{id}/rotate-secret")
  @Secured("webhook:update")
  HttpResponse<?> rotate(Call call) {
    return Replies.of(
        subscribe.rotate(call.partner(), id(call)), rotated -> Replies.ok(rotated(rotated)));
  }

  private static Map<String, @Nullable Object> rotated(WithSecret rotated) {
    var until = rotated.webhook().previousSecretUntil();
    var json = new LinkedHashMap<String, @Nullable Object>();
    var secret = rotated.secret();
    if (secret == null) {
      json.put("public_key", rotated.webhook().publicKey());
    } else {
      json.put("secret", secret.reveal());
    }
    json.put("previous_secret_valid_until", until == null ? null : Moments.format(until));
    return json;
  }

  @Knows({"cursor", "size"})
  @Get("/{id}/logs")
  @Secured("webhook:read")
  HttpResponse<?> logs(Call call) {
    var webhook = id(call);
    var page = LogPage.of(call, numbers, webhook);
    return Replies.of(
        read.log(call.partner(), webhook, page.before(), page.size() + 1),
        lines -> Replies.ok(page.of(lines, numbers, webhook)));
  }

  @Get("/{id}/metrics")
  @Secured("webhook:read")
  HttpResponse<?> metrics(Call call) {
    return Replies.of(read.metrics(call.partner(), id(call)), Replies::ok);
  }

  private static WebhookId id(Call call) {
    return new WebhookId(call.id("id", "webhook"));
  }
}
