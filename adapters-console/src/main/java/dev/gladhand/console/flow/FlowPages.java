package dev.gladhand.console.flow;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.event.ReadWebhooks;
import dev.gladhand.application.event.WebhookStatus;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.domain.connection.PartnerId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The start page, which shows what does not flow, and pages that only tell. */
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class FlowPages {
  private static final int MOST = 200;
  private static final int DEAD = 100;
  private static final double MINUTES = 60;

  private final Frame frame;
  private final ReadFlow flow;
  private final ReadWebhooks webhooks;
  private final DescribeTsps tsps;

  FlowPages(Frame frame, ReadFlow flow, ReadWebhooks webhooks, DescribeTsps tsps) {
    this.frame = frame;
    this.flow = flow;
    this.webhooks = webhooks;
    this.tsps = tsps;
  }

  @Get
  HttpResponse<?> flow(HttpRequest<?> request) {
    var who = frame.who(request);
    var query = frame.query(request);
    var partners = frame.partners(request);
    var only = who.admin() && query.text("partner_id").isEmpty() ? null : partners.getFirst();
    var blocks = new ArrayList<Block>();
    if (who.may(Scopes.OPERATION_READ)) {
      blocks.add(figures(only));
    }
    if (who.may(Scopes.CONNECTION_READ)) {
      blocks.add(new Block.Heading("Lanes that do not flow"));
      blocks.add(
          new Block.Table(
              "Lanes that do not flow, at most "
                  + MOST
                  + ", each counted up to "
                  + ReadFlow.DEEPEST,
              List.of(
                  "Connection", "TSP", "Fleet", "Status", "Reason", "Pending", "Since", "Until"),
              flow.standing(only, MOST).stream().map(FlowPages::lane).toList(),
              "Every lane flows."));
    }
    if (who.may(Scopes.WEBHOOK_READ)) {
      blocks.add(new Block.Heading("Webhooks that do not flow"));
      blocks.add(
          new Block.Table(
              "Of the first " + MOST + " webhooks",
              List.of("Webhook", "Address", "Status", "Reason", "Dead letters", "Since"),
              stopped(partners),
              "Every webhook flows."));
    }
    return frame.show(request, "Flow", "Flow", Block.Live.of("/console", query, blocks));
  }

  private Block figures(@Nullable PartnerId only) {
    var rows =
        flow.figures(only).stream()
            .map(
                one ->
                    List.<Cell>of(
                        Cell.text(one.tsp()),
                        operations(one.tsp(), "", one.accepted()),
                        operations(one.tsp(), "success", one.succeeded()),
                        operations(one.tsp(), "failed", one.failed()),
                        Cell.text(one.unknown()),
                        Cell.text(String.format(Locale.ROOT, "%.1f", one.accepted() / MINUTES)),
                        Cell.text(millis(one.median())),
                        Cell.text(millis(one.slow()))))
            .toList();
    return new Block.Table(
        "Operations of the last hour, the newest " + ReadFlow.COUNTED,
        List.of(
            "TSP",
            "Accepted",
            "Succeeded",
            "Failed",
            "Unknown",
            "Per minute",
            "Median until success",
            "99 of 100 within"),
        rows,
        "Nothing was accepted within an hour. Send a write on the page Write.");
  }

  private static Cell operations(String tsp, String status, long count) {
    var filter = status.isEmpty() ? "" : "&status=" + status;
    return new Cell.Link(At.OPERATIONS + "?source_name=" + tsp + filter, Long.toString(count));
  }

  private static String millis(@Nullable Duration time) {
    return time == null ? "" : time.toMillis() + " ms";
  }

  private static List<Cell> lane(ConnectionView view) {
    var json = view.toJson();
    var lane = AnswerJson.map(json.get("lane"));
    var id = AnswerJson.text(json, "id");
    var waits = lane.get("waiting_on");
    return List.of(
        new Cell.Link(At.CONNECTIONS + "/" + id, id),
        Cell.text(json.get("source_name")),
        Cell.text(json.get("fleet_ref")),
        Cell.word(json.get("status")),
        Cell.word(waits == null ? json.get("status") : waits),
        new Cell.Link(At.OPERATIONS + "?status=pending&connection_id=" + id, depth(view)),
        AnswerJson.time(lane, "oldest_waiting_at"),
        AnswerJson.time(lane, "waits_until"));
  }

  private static String depth(ConnectionView view) {
    var pending = view.lane() == null ? 0 : view.lane().backlog().pending();
    return pending >= ReadFlow.DEEPEST ? pending + " or more" : Long.toString(pending);
  }

  private List<List<Cell>> stopped(List<PartnerId> partners) {
    return partners.stream()
        .flatMap(partner -> webhooks.list(partner, null, MOST).stream())
        .limit(MOST)
        .map(webhook -> Map.entry(webhook, flow.deadLetters(webhook.id().value(), DEAD).size()))
        .filter(one -> one.getKey().status() != WebhookStatus.ACTIVE || one.getValue() > 0)
        .map(
            one -> {
              var webhook = one.getKey();
              var dead = one.getValue();
              return List.<Cell>of(
                  new Cell.Link(At.WEBHOOKS + "/" + webhook.id(), webhook.id().toString()),
                  Cell.text(webhook.url()),
                  Cell.word(webhook.status().wire()),
                  Cell.text(webhook.staleReason()),
                  Cell.text(dead >= DEAD ? dead + " or more" : dead),
                  Cell.time(webhook.updatedAt()));
            })
        .toList();
  }

  @Get("/providers")
  HttpResponse<?> providers(HttpRequest<?> request) {
    var described = tsps.list();
    var columns = new ArrayList<String>(List.of("TSP"));
    columns.addAll(AnswerJson.map(described.getFirst().get("writes")).keySet());
    var rows =
        described.stream()
            .map(
                tsp -> {
                  var row = new ArrayList<Cell>(List.of(Cell.text(tsp.get("source_name"))));
                  AnswerJson.map(tsp.get("writes")).values().forEach(one -> row.add(support(one)));
                  return List.copyOf(row);
                })
            .toList();
    return frame.show(
        request,
        "Providers",
        "Providers",
        List.of(
            new Block.Text("For each resource: create, then update."),
            new Block.Table("What each provider takes", columns, rows, "There is no provider.")));
  }

  private static Cell support(@Nullable Object writes) {
    return new Cell.Many(AnswerJson.map(writes).values().stream().map(Cell::word).toList());
  }
}
