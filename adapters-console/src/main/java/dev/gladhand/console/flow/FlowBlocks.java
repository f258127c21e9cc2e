package dev.gladhand.console.flow;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.flow.Figures;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.HeldNotice;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.session.SignedIn;
import dev.gladhand.domain.connection.PartnerId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the figures of the last hour, and which lanes and webhooks do not deliver, each with a
 * remedy. Thread-safe; blocks.
 */
@Singleton
final class FlowBlocks {
  private static final int MOST = 200;
  private static final int DEAD = 100;
  private static final double MINUTES = 60;

  private final ReadFlow flow;
  private final ReadWebhooks webhooks;
  private final ReadDeliveries deliveries;
  private final HeldNotice held;

  FlowBlocks(ReadFlow flow, ReadWebhooks webhooks, ReadDeliveries deliveries, HeldNotice held) {
    this.flow = flow;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.held = held;
  }

  /**
   * The blocks that this reader may see.
   *
   * @param partners the partners whose webhooks are shown
   * @param only the partner whose figures and lanes are shown; null for all partners
   */
  List<Block> of(SignedIn who, List<PartnerId> partners, @Nullable PartnerId only) {
    var blocks = new ArrayList<Block>(held.of(who.admin()));
    if (who.may(Scopes.OPERATION_READ)) {
      var figures = flow.figures(only);
      blocks.add(figures(figures));
      flow.oldest(only).ifPresent(oldest -> blocks.add(oldest(oldest)));
      figures.forEach(one -> blocks.add(chart(one)));
    }
    if (who.may(Scopes.CONNECTION_READ)) {
      blocks.add(new Block.Heading("Lanes that do not deliver"));
      var standing = flow.standing(only, MOST);
      var deepest = ReadFlow.deepest(standing.size());
      blocks.add(
          new Block.Table(
              "Lanes that do not deliver, at most " + MOST + ", each counted up to " + deepest,
              List.of(
                  "Connection",
                  "TSP",
                  "Fleet",
                  "Status",
                  "Reason",
                  "Pending",
                  "Since",
                  "Until",
                  "What helps"),
              standing.stream().map(one -> lane(who, one, deepest)).toList(),
              "Every lane delivers."));
    }
    if (who.may(Scopes.WEBHOOK_READ)) {
      blocks.add(new Block.Heading("Webhooks that do not deliver"));
      blocks.add(
          new Block.Table(
              "Of the first " + MOST + " webhooks",
              List.of(
                  "Webhook", "Address", "Status", "Reason", "Dead letters", "Since", "What helps"),
              stopped(who, partners),
              "Every webhook delivers."));
    }
    return blocks;
  }

  private static Block oldest(FlowReads.Oldest oldest) {
    var at = At.OPERATIONS + "/" + oldest.connection() + "/" + oldest.id();
    return new Block.Facts(
        Map.of(
            "Oldest waiting",
            new Cell.Many(
                List.of(
                    Cell.time(oldest.createdAt()), new Cell.Link(at, oldest.id().toString())))));
  }

  private static Block chart(Figures one) {
    var counts = one.perMinute();
    return new Block.Chart(
        one.tsp() + ", operations of each minute of the last hour",
        List.of(
            new Block.Chart.Series("accepted", counts.accepted()),
            new Block.Chart.Series("ended", counts.ended()),
            new Block.Chart.Series("failed", counts.failed()),
            new Block.Chart.Series("unknown", counts.unknown())));
  }

  private static Block figures(List<Figures> figures) {
    var rows =
        figures.stream()
            .map(
                one ->
                    List.<Cell>of(
                        Cell.text(one.tsp()),
                        operations(one.tsp(), "", one.accepted()),
                        operations(one.tsp(), "success", one.succeeded()),
                        operations(one.tsp(), "failed", one.failed()),
                        operations(one.tsp(), "failed", one.unknown()),
                        Cell.text(String.format(Locale.ROOT, "%.1f", one.accepted() / MINUTES)),
                        Cell.text(millis(one.provider().median())),
                        Cell.text(millis(one.provider().slow())),
                        Cell.text(millis(one.success().median())),
                        Cell.text(millis(one.success().slow()))))
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
            "Provider p50",
            "Provider p99",
            "To success p50",
            "To success p99"),
        rows,
        "Nothing was accepted within an hour. Make a connection on the page Connections, then send a"
            + " write on the page Write.");
  }

  private static Cell operations(String tsp, String status, long count) {
    var filter = status.isEmpty() ? "" : "&status=" + status;
    return new Cell.Link(At.OPERATIONS + "?source_name=" + tsp + filter, Long.toString(count));
  }

  private static String millis(@Nullable Duration time) {
    return time == null ? "" : time.toMillis() + " ms";
  }

  private static List<Cell> lane(SignedIn who, ConnectionView view, int deepest) {
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
        new Cell.Link(At.OPERATIONS + "?status=pending&connection_id=" + id, depth(view, deepest)),
        AnswerJson.time(lane, "oldest_waiting_at"),
        AnswerJson.time(lane, "waits_until"),
        help(who, view));
  }

  /**
   * The button or link with the remedy for a connection: new credentials if its credentials are
   * refused, activation if it is paused or stale, otherwise a test.
   */
  private static Cell help(SignedIn who, ConnectionView view) {
    var at = At.CONNECTIONS + "/" + view.connection().id();
    return switch (view.connection().status()) {
      case FAILED ->
          who.may(Scopes.INVITATION_CREATE)
              ? Block.Form.buttons(at + "/reconnect", "", new Block.Button("Reconnect"))
              : new Cell.Link(at, "New credentials");
      case PAUSED, STALE ->
          who.may(Scopes.CONNECTION_UPDATE)
              ? Block.Form.buttons(at + "/activate", "", new Block.Button("Activate"))
              : new Cell.Link(at, "Connection");
      case ACTIVE, CANCELLED, DELETED -> new Cell.Link(at, "Test it");
    };
  }

  private static Cell help(SignedIn who, Webhook webhook) {
    var at = At.WEBHOOKS + "/" + webhook.id();
    return webhook.status() != WebhookStatus.ACTIVE && who.may(Scopes.WEBHOOK_UPDATE)
        ? Block.Form.buttons(at + "/activate", "", new Block.Button("Activate"))
        : new Cell.Link(at, "Its dead letters");
  }

  private static String depth(ConnectionView view, int deepest) {
    var pending = view.lane() == null ? 0 : view.lane().backlog().pending();
    return pending >= deepest ? pending + " or more" : Long.toString(pending);
  }

  private List<List<Cell>> stopped(SignedIn who, List<PartnerId> partners) {
    var some =
        partners.stream()
            .flatMap(partner -> webhooks.list(partner, null, MOST).stream())
            .limit(MOST)
            .toList();
    var counts = deliveries.dead(some.stream().map(one -> one.id().value()).toList(), DEAD);
    return some.stream()
        .map(webhook -> Map.entry(webhook, counts.getOrDefault(webhook.id().value(), 0)))
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
                  Cell.time(webhook.updatedAt()),
                  help(who, webhook));
            })
        .toList();
  }
}
