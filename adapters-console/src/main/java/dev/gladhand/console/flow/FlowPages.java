package dev.gladhand.console.flow;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.event.ReadWebhooks;
import dev.gladhand.application.event.WebhookStatus;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The start page, which shows what does not flow, and pages that only tell. */
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class FlowPages {
  private static final int MOST = 200;
  private static final Set<String> FLOWS = Set.of("", "queue", "backoff");

  private final Frame frame;
  private final ReadConnections connections;
  private final ReadWebhooks webhooks;
  private final DescribeTsps tsps;

  FlowPages(Frame frame, ReadConnections connections, ReadWebhooks webhooks, DescribeTsps tsps) {
    this.frame = frame;
    this.connections = connections;
    this.webhooks = webhooks;
    this.tsps = tsps;
  }

  @Get
  HttpResponse<?> flow(HttpRequest<?> request) {
    var partners = frame.partners(request);
    var blocks = new ArrayList<Block>();
    if (frame.who(request).may(Scopes.CONNECTION_READ)) {
      blocks.add(new Block.Heading("Lanes that do not flow"));
      blocks.add(
          new Block.Table(
              "Of the first " + MOST + " connections",
              List.of(
                  "Connection", "TSP", "Fleet", "Status", "Reason", "Pending", "Since", "Until"),
              lanes(partners),
              "Every lane flows."));
    }
    if (frame.who(request).may(Scopes.WEBHOOK_READ)) {
      blocks.add(new Block.Heading("Webhooks that do not flow"));
      blocks.add(
          new Block.Table(
              "Of the first " + MOST + " webhooks",
              List.of("Webhook", "Address", "Status", "Reason", "Since"),
              stopped(partners),
              "Every webhook flows."));
    }
    return frame.show(request, "Flow", "Flow", blocks);
  }

  private List<List<Cell>> lanes(List<PartnerId> partners) {
    var all = new ReadConnections.Filter(null, null, null);
    return partners.stream()
        .flatMap(
            partner ->
                connections.list(partner, all, null, MOST).stream()
                    .map(each -> connections.get(partner, each.connection().id())))
        .limit(MOST)
        .map(Frame::done)
        .filter(FlowPages::stands)
        .map(FlowPages::lane)
        .toList();
  }

  private static boolean stands(ConnectionView view) {
    var json = view.toJson();
    return !"active".equals(json.get("status"))
        || !FLOWS.contains(AnswerJson.text(AnswerJson.map(json.get("lane")), "waiting_on"));
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
        new Cell.Link(
            "/console/operations?status=pending&connection_id=" + id,
            AnswerJson.text(lane, "depth")),
        AnswerJson.time(lane, "oldest_waiting_at"),
        AnswerJson.time(lane, "waits_until"));
  }

  private List<List<Cell>> stopped(List<PartnerId> partners) {
    return partners.stream()
        .flatMap(partner -> webhooks.list(partner, null, MOST).stream())
        .limit(MOST)
        .filter(webhook -> webhook.status() != WebhookStatus.ACTIVE)
        .map(
            webhook ->
                List.<Cell>of(
                    new Cell.Link(At.WEBHOOKS + "/" + webhook.id(), webhook.id().toString()),
                    Cell.text(webhook.url()),
                    Cell.word(webhook.status().wire()),
                    Cell.text(webhook.staleReason()),
                    Cell.time(webhook.updatedAt())))
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

  @Get("/invitations")
  HttpResponse<?> invitations(HttpRequest<?> request) {
    return byApi(request, "Invitations", "POST and GET /v2/orgs/invitations");
  }

  @Get("/write")
  HttpResponse<?> write(HttpRequest<?> request) {
    return byApi(request, "Write", "POST and PATCH /v2/telematics/..., with dry_run=true to try");
  }

  @Get("/node")
  HttpResponse<?> node(HttpRequest<?> request) {
    frame.needsAdmin(request);
    return byApi(request, "Node", "GET /health/readiness and GET /prometheus");
  }

  /** A page for which there is no form yet says how the same is done without it. */
  private HttpResponse<?> byApi(HttpRequest<?> request, String name, String routes) {
    return frame.show(
        request,
        name,
        name,
        List.of(
            new Block.Notice(
                Block.Tone.PLAIN,
                "This is not in the console yet. The API has it: " + routes + "."),
            new Block.Links(List.of(new Cell.Link("/docs", "The API's description")))));
  }
}
