package dev.gladhand.console.operation;

import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of operations and the form of its filters. Thread-safe; blocks. */
@Singleton
final class OperationList {
  private final ReadOperations operations;
  private final DescribeTsps tsps;
  private final InstantSource clock;

  OperationList(ReadOperations operations, DescribeTsps tsps, InstantSource clock) {
    this.operations = operations;
    this.tsps = tsps;
    this.clock = clock;
  }

  /** The page of the list that the address asks for. */
  List<Block> page(Inputs query, List<PartnerId> partners) {
    var filters = new OperationFilters(query, clock.instant());
    var page = filters.page(operations, partners);
    var table =
        new Block.Table(
            "Operations",
            List.of(
                "Id",
                "Created",
                "TSP",
                "Resource",
                "Operation",
                "Status",
                "Outcome",
                "Waits for",
                "Error"),
            page.operations().stream().map(OperationList::row).toList(),
            page.next() == null
                ? "No operation matches. Remove a filter, or send a write on the page Write."
                : "None of the searched operations matches. Next continues the search.");
    var links = new ArrayList<Cell.Link>();
    if (page.next() != null) {
      var next = query.with("cursor", page.next().toString());
      links.add(new Cell.Link(At.OPERATIONS + "?" + next, "Next"));
    }
    links.add(new Cell.Link(At.OPERATIONS + ".csv?" + query.with("cursor", null), "CSV"));
    links.add(new Cell.Link(At.BULK_ACTIONS, "Bulk actions"));
    return List.of(table, new Block.Links(links));
  }

  /** The buttons of bulk actions, or the reason why there are none. */
  Block bulk(Inputs query) {
    if (!new OperationFilters(query, clock.instant()).asOfBulk()) {
      return new Block.Text(
          "Retry and cancel of all that match do not support a text in errors, and support a source"
              + " id only together with a resource.");
    }
    var all = Inputs.parse(query.with("cursor", null));
    return new Block.Form(
        At.BULK_ACTIONS + "/new",
        false,
        all.hidden(Block.Live.PARAMETER),
        List.of(
            new Block.Button("Retry all that match", "action", "retry", null),
            new Block.Button("Cancel all that match", "action", "cancel", null)),
        "All that match");
  }

  /**
   * The form of the filters with the entered values.
   *
   * @param wrong why the filters cannot be read; null if they can
   */
  Block filters(Inputs query, @Nullable Stop wrong) {
    var slugs = tsps.list().stream().map(tsp -> AnswerJson.text(tsp, "slug"));
    var resources = Stream.of(Resource.values()).map(Resource::wire);
    var types = Stream.of(OperationType.values()).map(OperationType::wire);
    var fields = new ArrayList<Field>();
    fields.add(
        Field.choices(
            "status",
            "Status",
            Field.Option.of(OperationFilters.STATUSES.stream()),
            query.all("status")));
    fields.add(oneOrAll(query, "source_name", "TSP", slugs));
    fields.add(oneOrAll(query, "resource", "Resource", resources));
    fields.add(oneOrAll(query, "operation", "Operation", types));
    fields.add(Field.text("connection_id", "Connection id", query.text("connection_id")));
    fields.add(Field.text("fleet_refs", "Fleet", query.text("fleet_refs")));
    fields.add(Field.text("source_id", "Source id", query.text("source_id")));
    fields.add(Field.text("resource_id", "Resource id", query.text("resource_id")));
    fields.add(
        Field.text("from_datetime", "From", query.text("from_datetime"))
            .withHint("Such as 2026-01-31T12:00:00Z; the default is one day ago."));
    fields.add(Field.text("to_datetime", "To", query.text("to_datetime")));
    fields.add(
        Field.choice(
            "sort_order",
            "Order",
            List.of(new Field.Option("", "newest first"), new Field.Option("asc", "oldest first")),
            query.text("sort_order")));
    fields.add(
        Field.text(OperationFilters.ERROR, "Text in errors", query.text(OperationFilters.ERROR))
            .withHint(
                "A page searches up to "
                    + String.format(Locale.ROOT, "%,d", OperationFilters.LOOKED_AT)
                    + " operations that the other filters match; Next continues."));
    fields.add(
        Field.text("id", "Operation id", query.text("id"))
            .withHint("Opens the operation with this id."));
    for (var kept : List.of("partner_id", "size")) {
      if (query.has(kept)) {
        fields.add(Field.hidden(kept, query.text(kept)));
      }
    }
    return Block.Form.filters(At.OPERATIONS, fields, wrong);
  }

  private static Field oneOrAll(Inputs query, String name, String label, Stream<String> words) {
    return Field.choice(name, label, Field.Option.of("all", words), query.text(name));
  }

  private static List<Cell> row(OperationView view) {
    var json = view.toJson();
    var logs = AnswerJson.list(json.get("logs"));
    var error =
        logs.isEmpty() ? "" : AnswerJson.text(AnswerJson.map(logs.getLast()), "error_details");
    return List.of(
        new Cell.Link(At.operation(view), view.id().toString()),
        Cell.time(view.operation().createdAt()),
        Cell.text(json.get("source_name")),
        Cell.text(json.get("resource")),
        Cell.text(json.get("operation_type")),
        Cell.word(view.status()),
        Cell.word(json.get("outcome")),
        Cell.word(json.get("waiting_on")),
        Cell.text(error.length() > 120 ? error.substring(0, 120) + "..." : error));
  }
}
