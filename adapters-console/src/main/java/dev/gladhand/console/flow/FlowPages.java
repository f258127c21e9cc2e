package dev.gladhand.console.flow;

import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.live.LiveParts;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.PagesAt;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The start page, which shows what does not deliver, and the table of providers. */
@PagesAt("/console")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class FlowPages {
  private static final String LIVE = "/console/live/flow";

  private final Frame frame;
  private final FlowBlocks flow;
  private final LiveParts live;
  private final DescribeTsps tsps;

  FlowPages(Frame frame, FlowBlocks flow, LiveParts live, DescribeTsps tsps) {
    this.frame = frame;
    this.flow = flow;
    this.live = live;
    this.tsps = tsps;
  }

  @Get
  HttpResponse<?> flow(HttpRequest<?> request) {
    var query = frame.query(request);
    return frame.show(
        request, "Flow", "Flow", Block.Live.of("/console", LIVE, query, blocks(request).get()));
  }

  @Get("/live/flow")
  HttpResponse<?> stream(HttpRequest<?> request) {
    return live.stream(request, blocks(request));
  }

  private Supplier<List<Block>> blocks(HttpRequest<?> request) {
    var who = frame.who(request);
    var partners = frame.partners(request);
    var all = who.admin() && frame.query(request).text("partner_id").isEmpty();
    return () -> flow.of(who, partners, all ? null : partners.getFirst());
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
            new Block.Text("Each cell shows create first, then update."),
            new Block.Table(
                "What each provider supports", columns, rows, "There is no provider.")));
  }

  private static Cell support(@Nullable Object writes) {
    return new Cell.Many(AnswerJson.map(writes).values().stream().map(Cell::word).toList());
  }
}
