package dev.gladhand.console.node;

import dev.gladhand.application.node.ReadNodes;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.frame.HeldNotice;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.PagesAt;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The list of nodes and the configuration of this one, for the admin. */
@PagesAt("/console/node")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class NodePages {
  private static final String NAME = "Node";

  private final Frame frame;
  private final ReadNodes nodes;
  private final NodeFacts facts;
  private final HeldNotice held;

  NodePages(Frame frame, ReadNodes nodes, NodeFacts facts, HeldNotice held) {
    this.frame = frame;
    this.nodes = nodes;
    this.facts = facts;
    this.held = held;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    frame.needsAdmin(request);
    var blocks = new ArrayList<Block>(held.of(true));
    blocks.add(
        new Block.Table(
            "Nodes seen within a day",
            List.of("Name", "Version", "Started", "Last seen"),
            nodes.nodes().stream()
                .map(
                    one ->
                        List.of(
                            Cell.text(one.name()),
                            Cell.text(one.version()),
                            Cell.time(one.startedAt()),
                            Cell.time(one.seenAt())))
                .toList(),
            "No node has been seen yet. A node is listed within half a minute of its start."));
    facts
        .sections()
        .forEach(
            (section, values) -> {
              var cells = new LinkedHashMap<String, Cell>();
              values.forEach((name, value) -> cells.put(name, Cell.text(value)));
              blocks.add(new Block.Heading(section));
              blocks.add(new Block.Facts(cells));
            });
    blocks.add(new Block.Heading("Migrations"));
    blocks.add(
        new Block.Table(
            "Changes of the schema, in order",
            List.of("Version", "What it is", "Made"),
            nodes.migrations().stream()
                .map(
                    one ->
                        List.of(
                            Cell.text(one.version()),
                            Cell.text(one.description()),
                            Cell.time(one.at())))
                .toList(),
            "None."));
    return frame.show(request, NAME, NAME, blocks);
  }
}
