package dev.gladhand.console.webhook;

import dev.gladhand.application.flow.DeliveryReads.Try;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.LinkedHashMap;
import java.util.List;

/** The page of one delivery: an event for a webhook. */
@PagesAt(At.WEBHOOKS)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class DeliveryPages {
  private final Frame frame;
  private final ReadWebhooks read;
  private final ReadDeliveries deliveries;

  DeliveryPages(Frame frame, ReadWebhooks read, ReadDeliveries deliveries) {
    this.frame = frame;
    this.read = read;
    this.deliveries = deliveries;
  }

  @Get("/{id}/events/{event}")
  HttpResponse<?> one(HttpRequest<?> request, String id, String event) {
    frame.needs(request, Scopes.WEBHOOK_READ);
    var webhook =
        frame
            .found(request, partner -> read.get(partner, new WebhookId(Frame.id(id))))
            .id()
            .value();
    var delivery = deliveries.delivery(webhook, Frame.id(event)).orElseThrow(Stop::notFound);
    var facts = new LinkedHashMap<String, Cell>();
    facts.put("Event", Cell.text(delivery.eventName()));
    facts.put("Webhook", At.one(At.WEBHOOKS, id));
    facts.put("Status", Cell.word(delivery.status()));
    facts.put("Attempts", Cell.text(delivery.attempts()));
    facts.put(delivery.status().equals("waiting") ? "Due" : "Ended", Cell.time(delivery.at()));
    facts.put(
        "Operation",
        deliveries
            .told(webhook, delivery.event())
            .map(told -> At.one(At.OPERATIONS + "/" + told.connection(), told.id().toString()))
            .orElse(Cell.text("")));
    return frame.show(
        request,
        "Webhooks",
        "Event " + event,
        List.of(
            new Block.Facts(facts),
            Block.Form.post(
                At.WEBHOOKS + "/" + id + "/replay",
                List.of(Field.hidden("event_ids", event)),
                "Replay",
                "Replay"),
            new Block.Table(
                "Attempts to deliver it, oldest first",
                List.of("At", "Attempt", "Status", "Answer", "Error", "ms"),
                deliveries.tries(webhook, delivery.event()).stream()
                    .map(DeliveryPages::line)
                    .toList(),
                "Nothing has been sent yet, or the attempts have been deleted.")));
  }

  private static List<Cell> line(Try one) {
    return List.of(
        Cell.time(one.at()),
        Cell.text(one.attempt()),
        Cell.word(one.success() ? "success" : "failed"),
        Cell.text(one.status()),
        Cell.text(one.error()),
        Cell.text(one.millis()));
  }
}
