package dev.gladhand.console.webhook;

import dev.gladhand.application.event.DeliveryHistory.LogLine;
import dev.gladhand.application.event.ReadWebhooks;
import dev.gladhand.application.event.ReplayEvents;
import dev.gladhand.application.event.SubscribeToEvents;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Pages;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The webhooks, and one of them with its deliveries. */
@Controller("/console/webhooks")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class WebhookPages {
  private static final String NAME = "Webhooks";
  private static final int MOST = 200;
  private static final int LINES = 100;

  private final Frame frame;
  private final ReadWebhooks read;
  private final SubscribeToEvents subscribe;
  private final ReplayEvents replay;

  WebhookPages(Frame frame, ReadWebhooks read, SubscribeToEvents subscribe, ReplayEvents replay) {
    this.frame = frame;
    this.read = read;
    this.subscribe = subscribe;
    this.replay = replay;
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
            new Block.Table(
                "Webhooks, at most " + MOST,
                List.of("Id", "Address", "Events", "Status", "Why stale", "Changed"),
                rows,
                "There is no webhook yet. Make one by POST /v2/notifications/webhooks.")));
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
    frame.needs(request, Scopes.WEBHOOK_READ);
    var webhook = frame.found(request, partner -> read.get(partner, id(id)));
    var figures = Frame.done(read.metrics(webhook.partner(), webhook.id()));
    var log = Frame.done(read.log(webhook.partner(), webhook.id(), null, LINES));
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
        new Block.Form(
            at + "/test",
            true,
            List.of(),
            List.of(
                new Block.Button("Test"),
                Block.Button.to("Pause", at + "/pause"),
                Block.Button.to("Activate", at + "/activate"),
                Block.Button.to("Replay", at + "/replay"),
                Block.Button.to("Rotate secret", at + "/rotate-secret")),
            ""));
    blocks.add(
        new Block.Table(
            "The last " + LINES + " attempts to deliver",
            List.of("At", "Event", "Name", "Attempt", "Status", "Answer", "Error", "ms"),
            log.stream().map(WebhookPages::line).toList(),
            "Nothing was delivered yet. Test sends an event for trial."));
    blocks.add(new Block.Code("Figures", JsonWriter.indented(figures.get("windows"))));
    return frame.show(request, NAME, "Webhook " + id, blocks);
  }

  private static List<Cell> line(LogLine line) {
    return List.of(
        Cell.time(line.at()),
        Cell.text(line.event()),
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
    return show(request, id, List.of(good("The event " + event + " is on its way.")));
  }

  @Post("/{id}/replay")
  HttpResponse<?> replay(HttpRequest<?> request, String id) {
    change(request);
    var count = Frame.done(frame.act(request, partner -> replay.replay(partner, id(id), Map.of())));
    return show(request, id, List.of(good(count + " dead letters are sent again.")));
  }

  /** The secret stands on the answer to the form, which no address brings back. */
  @Post("/{id}/rotate-secret")
  HttpResponse<?> rotate(HttpRequest<?> request, String id) {
    change(request);
    var rotated = Frame.done(frame.act(request, partner -> subscribe.rotate(partner, id(id))));
    var secret = rotated.secret();
    var shown =
        secret == null
            ? List.of(
                good("The key before signs too for a day."),
                new Block.Code("Public key", String.valueOf(rotated.webhook().publicKey())))
            : List.of(
                good("The secret below is shown this once; the one before signs too for a day."),
                new Block.Code("Secret", secret.reveal()));
    return show(request, id, shown);
  }

  @Post("/{id}/pause")
  HttpResponse<?> pause(HttpRequest<?> request, String id) {
    change(request);
    Frame.done(frame.act(request, partner -> subscribe.pause(partner, id(id))));
    return Pages.redirect(At.WEBHOOKS + "/" + id);
  }

  @Post("/{id}/activate")
  HttpResponse<?> activate(HttpRequest<?> request, String id) {
    change(request);
    Frame.done(frame.act(request, partner -> subscribe.activate(partner, id(id))));
    return Pages.redirect(At.WEBHOOKS + "/" + id);
  }

  private void change(HttpRequest<?> request) {
    frame.form(request);
    frame.needs(request, Scopes.WEBHOOK_UPDATE);
  }

  private static Block good(String text) {
    return new Block.Notice(Block.Tone.GOOD, text);
  }

  private static WebhookId id(String text) {
    return new WebhookId(Frame.id(text));
  }
}
