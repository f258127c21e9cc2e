package dev.gladhand.console.webhook;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.delivery.ReplayEvents;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.webhook.DeliveryHistory.LogLine;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.SubscribeToEvents;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.field.FieldFault;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of webhooks, and the page of one webhook with its deliveries. */
@PagesAt("/console/webhooks")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class WebhookPages {
  private static final String NAME = "Webhooks";
  private static final int MOST = 200;
  private static final int LINES = 100;

  private final Frame frame;
  private final ReadWebhooks read;
  private final SubscribeToEvents subscribe;
  private final ReplayEvents replay;
  private final ReadDeliveries deliveries;
  private final SealedNumbers numbers;

  WebhookPages(
      Frame frame,
      ReadWebhooks read,
      SubscribeToEvents subscribe,
      ReplayEvents replay,
      ReadDeliveries deliveries,
      SealedNumbers numbers) {
    this.frame = frame;
    this.read = read;
    this.subscribe = subscribe;
    this.replay = replay;
    this.deliveries = deliveries;
    this.numbers = numbers;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.WEBHOOK_READ);
    var rows =
        frame.partners(request).stream()
            .flatMap(partner -> read.list(partner, null, MOST).stream())
            .limit(MOST)
            .map(WebhookPages::row)
            .toList();
    return frame.show(
        request,
        NAME,
        NAME,
        List.of(
            new Block.Links(new Cell.Link(NewWebhookPages.PATH, "New webhook")),
            new Block.Table(
                "Webhooks, at most " + MOST,
                List.of("Id", "Address", "Events", "Status", "Why stale", "Changed"),
                rows,
                "There is no webhook yet. Make one by New webhook.")));
  }

  private static List<Cell> row(Webhook webhook) {
    var id = webhook.id().toString();
    return List.of(
        new Cell.Link(At.WEBHOOKS + "/" + id, id),
        Cell.text(webhook.url()),
        Cell.text(webhook.pattern().wire()),
        Cell.word(webhook.status().wire()),
        Cell.text(webhook.staleReason()),
        Cell.time(webhook.updatedAt()));
  }

  @Get("/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String id) {
    return show(request, id, List.of());
  }

  private HttpResponse<?> show(HttpRequest<?> request, String id, List<Block> first) {
    return show(request, 200, id, first, Inputs.parse(null), List.of());
  }

  private HttpResponse<?> show(
      HttpRequest<?> request,
      int status,
      String id,
      List<Block> first,
      Inputs typed,
      List<FieldFault> faults) {
    frame.needs(request, Scopes.WEBHOOK_READ);
    var webhook = frame.found(request, partner -> read.get(partner, id(id)));
    var figures = Frame.done(read.metrics(webhook.partner(), webhook.id()));
    var cursor = frame.query(request).text("cursor");
    var place = "page of webhook " + id;
    var before = cursor.isEmpty() ? null : numbers.open(place, cursor);
    if (before == null && !cursor.isEmpty()) {
      throw new Stop(400, "cursor is malformed.");
    }
    var log = Frame.done(read.log(webhook.partner(), webhook.id(), before, LINES));
    var at = At.WEBHOOKS + "/" + id;
    var facts = new LinkedHashMap<String, Cell>();
    facts.put("Status", Cell.word(webhook.status().wire()));
    facts.put("Why stale", Cell.text(webhook.staleReason()));
    facts.put("Address", Cell.text(webhook.url()));
    facts.put("Events", Cell.text(webhook.pattern().wire()));
    facts.put("Waiting", Cell.text(figures.get("waiting")));
    facts.put("Dead letters", Cell.text(figures.get("dead_letters")));
    facts.put("Changed", Cell.time(webhook.updatedAt()));
    var blocks = new ArrayList<>(first);
    blocks.add(new Block.Facts(facts));
    blocks.add(
        Block.Form.buttons(
            at + "/test",
            "",
            new Block.Button("Test"),
            Block.Button.to("Pause", at + "/pause"),
            Block.Button.to("Activate", at + "/activate"),
            Block.Button.to("Rotate secret", at + "/rotate-secret")));
    blocks.add(new Block.Heading("Dead letters"));
    blocks.add(replays(webhook, at, typed, faults));
    blocks.add(new Block.Heading("Attempts"));
    blocks.add(
        new Block.Table(
            "Attempts to deliver, newest first",
            List.of("At", "Event", "Name", "Attempt", "Status", "Answer", "Error", "ms"),
            log.stream().map(one -> line(id, one)).toList(),
            "Nothing was delivered yet. The button Test sends a test event."));
    if (log.size() == LINES) {
      var next = at + "?cursor=" + numbers.seal(place, log.getLast().number());
      blocks.add(new Block.Links(new Cell.Link(next, "Next")));
    }
    blocks.add(
        new Block.Table(
            "Rates",
            List.of("Window", "Attempts", "Successes", "Failures", "Success rate", "Mean ms"),
            AnswerJson.map(figures.get("windows")).entrySet().stream()
                .map(WebhookPages::rate)
                .toList(),
            ""));
    return frame.show(request, status, NAME, "Webhook " + id, blocks);
  }

  /** The form that replays chosen deliveries, those of a span of time, or all. */
  private Block replays(Webhook webhook, String at, Inputs typed, List<FieldFault> faults) {
    var dead =
        deliveries.deadLetters(webhook.id().value(), LINES).stream()
            .map(
                one ->
                    new Field.Option(
                        one.event().toString(),
                        one.at() + " " + one.eventName() + " " + one.event()))
            .toList();
    return Block.Form.post(
        at + "/replay",
        Stream.of(
                Field.choices("event_ids", "Events", dead, typed.all("event_ids"))
                    .withHint("The last " + LINES + ". If none is chosen, all are replayed."),
                Field.text("from", "From", typed.text("from"))
                    .withHint("Such as 2026-01-31T12:00:00Z."),
                Field.text("to", "To", typed.text("to")))
            .map(field -> Frame.withFault(field, faults))
            .toList(),
        "Replay",
        "Replay");
  }

  private static List<Cell> rate(Map.Entry<String, @Nullable Object> window) {
    var json = AnswerJson.map(window.getValue());
    return List.of(
        Cell.text(window.getKey()),
        Cell.text(json.get("attempts")),
        Cell.text(json.get("successes")),
        Cell.text(json.get("failures")),
        Cell.text(json.get("success_rate")),
        Cell.text(json.get("avg_response_time_ms")));
  }

  private static List<Cell> line(String webhook, LogLine line) {
    return List.of(
        Cell.time(line.at()),
        At.delivery(webhook, line.event().toString()),
        Cell.text(line.eventName()),
        Cell.text(line.attempt()),
        Cell.word(line.success() ? "success" : "failed"),
        Cell.text(line.status()),
        Cell.text(line.error()),
        Cell.text(line.millis()));
  }

  @Post("/{id}/test")
  HttpResponse<?> test(HttpRequest<?> request, String id) {
    change(request);
    var event = Frame.done(frame.act(request, partner -> replay.test(partner, id(id))));
    return show(request, id, List.of(Block.good("The event " + event + " is being sent.")));
  }

  @Post("/{id}/replay")
  HttpResponse<?> replay(HttpRequest<?> request, String id) {
    var form = change(request);
    var body = new LinkedHashMap<String, @Nullable Object>();
    if (!form.all("event_ids").isEmpty()) {
      body.put("event_ids", form.all("event_ids"));
    }
    for (var end : List.of("from", "to")) {
      if (!form.text(end).isEmpty()) {
        body.put(end, form.text(end));
      }
    }
    return switch (frame.act(request, partner -> replay.replay(partner, id(id), body))) {
      case Answer.Ok<Integer>(var count) ->
          show(request, id, List.of(Block.good(count + " events are sent again.")));
      case Answer.Refused<Integer>(Refusal.Invalid(var faults)) ->
          show(
              request,
              422,
              id,
              List.of(Block.bad("Nothing is sent again. " + Frame.told(faults))),
              form,
              faults);
      case Answer.Refused<Integer>(var refusal) -> throw Frame.stop(refusal);
    };
  }

  /**
   * Rotates the secret. It is only on the answer to the form, so loading the page again does not
   * show it.
   */
  @Post("/{id}/rotate-secret")
  HttpResponse<?> rotate(HttpRequest<?> request, String id) {
    change(request);
    var rotated = Frame.done(frame.act(request, partner -> subscribe.rotate(partner, id(id))));
    return NewWebhookPages.showKey(
        frame,
        request,
        rotated,
        "The old key also signs for 24 hours.",
        "The secret below is shown this once. The old one also signs for 24 hours.");
  }

  @Post("/{id}/pause")
  HttpResponse<?> pause(HttpRequest<?> request, String id) {
    return frame.post(
        request,
        Scopes.WEBHOOK_UPDATE,
        partner -> subscribe.pause(partner, id(id)),
        At.WEBHOOKS + "/" + id);
  }

  @Post("/{id}/activate")
  HttpResponse<?> activate(HttpRequest<?> request, String id) {
    return frame.post(
        request,
        Scopes.WEBHOOK_UPDATE,
        partner -> subscribe.activate(partner, id(id)),
        At.WEBHOOKS + "/" + id);
  }

  private Inputs change(HttpRequest<?> request) {
    var form = frame.form(request);
    frame.needs(request, Scopes.WEBHOOK_UPDATE);
    return form;
  }

  private static WebhookId id(String text) {
    return new WebhookId(Frame.id(text));
  }
}
