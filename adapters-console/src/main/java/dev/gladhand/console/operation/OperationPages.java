package dev.gladhand.console.operation;

import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.FlowReads.Delivery;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.Uuids;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of operations, and one of them. */
@Controller(At.OPERATIONS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class OperationPages {
  private static final String NAME = "Operations";

  private final Frame frame;
  private final ReadOperations operations;
  private final ChangeOperation change;
  private final DescribeTsps tsps;
  private final ReadFlow flow;
  private final SendNow now;
  private final InstantSource clock;

  OperationPages(
      Frame frame,
      ReadOperations operations,
      ChangeOperation change,
      DescribeTsps tsps,
      ReadFlow flow,
      SendNow now,
      InstantSource clock) {
    this.frame = frame;
    this.operations = operations;
    this.change = change;
    this.tsps = tsps;
    this.flow = flow;
    this.now = now;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.OPERATION_READ);
    var query = frame.query(request);
    var partners = frame.partners(request);
    var blocks = new ArrayList<Block>();
    var id = query.text("id");
    if (!id.isEmpty()) {
      var uuid = Uuids.parse(id);
      var found =
          uuid == null
              ? Optional.<OperationView>empty()
              : FindOperation.among(operations, partners, uuid);
      if (found.isPresent()) {
        return Pages.redirect(At.operation(found.get()));
      }
      blocks.add(new Block.Notice(Block.Tone.BAD, "There is no operation with this id."));
    }
    var filters = new OperationFilters(query, clock.instant());
    var found = filters.page(operations, partners);
    var page = found.subList(0, Math.min(filters.size(), found.size()));
    var table =
        new Block.Table(
            NAME,
            List.of(
                "Id", "Created", "TSP", "Resource", "Operation", "Status", "Waits for", "Error"),
            page.stream().map(OperationPages::row).toList(),
            "No operation matches. Take a filter away, or send a write on the page Write.");
    blocks.add(filterForm(query));
    blocks.add(bulk(query));
    var links = new ArrayList<Cell.Link>();
    if (found.size() > page.size()) {
      var next = query.with("cursor", page.getLast().id().toString());
      links.add(new Cell.Link(At.OPERATIONS + "?" + next, "Next"));
    }
    links.add(new Cell.Link(At.OPERATIONS + ".csv?" + query.with("cursor", null), "CSV"));
    links.add(new Cell.Link(At.BULK_ACTIONS, "Bulk actions"));
    var shown = List.<Block>of(table, new Block.Links(links));
    // A page further down does not change while one reads.
    blocks.addAll(query.has("cursor") ? shown : Block.Live.of(At.OPERATIONS, query, shown));
    return frame.show(request, NAME, NAME, blocks);
  }

  private static Block bulk(Inputs query) {
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

  private Block filterForm(Inputs query) {
    var slugs = tsps.list().stream().map(tsp -> AnswerJson.text(tsp, "slug"));
    var resources = Stream.of(Resource.values()).map(Resource::wire);
    var types = Stream.of(OperationType.values()).map(OperationType::wire);
    var fields = new ArrayList<Field>();
    fields.add(
        Field.choices(
            "status", "Status", options(OperationFilters.STATUSES.stream()), query.all("status")));
    fields.add(Field.choice("source_name", "TSP", all(slugs), query.text("source_name")));
    fields.add(Field.choice("resource", "Resource", all(resources), query.text("resource")));
    fields.add(Field.choice("operation", "Operation", all(types), query.text("operation")));
    fields.add(Field.text("connection_id", "Connection id", query.text("connection_id")));
    fields.add(Field.text("fleet_refs", "Fleet", query.text("fleet_refs")));
    fields.add(
        Field.text("source_id", "Source id", query.text("source_id"))
            .withHint("Together with a resource."));
    fields.add(Field.text("resource_id", "Resource id", query.text("resource_id")));
    fields.add(
        Field.text("from_datetime", "From", query.text("from_datetime"))
            .withHint("Such as 2026-01-31T12:00:00Z; one day ago where it is empty."));
    fields.add(Field.text("to_datetime", "To", query.text("to_datetime")));
    fields.add(
        Field.choice(
            "sort_order",
            "Order",
            List.of(new Field.Option("", "newest first"), new Field.Option("asc", "oldest first")),
            query.text("sort_order")));
    fields.add(
        Field.text("id", "Operation id", query.text("id")).withHint("Leads to the operation."));
    for (var kept : List.of("partner_id", "size")) {
      if (query.has(kept)) {
        fields.add(Field.hidden(kept, query.text(kept)));
      }
    }
    return new Block.Form(
        At.OPERATIONS, false, fields, List.of(new Block.Button("Apply")), "Filters");
  }

  private static List<Field.Option> options(Stream<String> words) {
    return words.map(word -> new Field.Option(word, word)).toList();
  }

  private static List<Field.Option> all(Stream<String> words) {
    return Stream.concat(Stream.of(new Field.Option("", "all")), options(words).stream()).toList();
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
        Cell.word(json.get("waiting_on")),
        Cell.text(error.length() > 120 ? error.substring(0, 120) + "..." : error));
  }

  @Get("/{connection}/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String connection, String id) {
    frame.needs(request, Scopes.OPERATION_READ);
    var view =
        frame.found(
            request,
            partner ->
                operations.get(
                    partner,
                    new ConnectionId(Frame.id(connection)),
                    new OperationId(Frame.id(id))));
    var deliveries =
        frame.who(request).may(Scopes.WEBHOOK_READ)
            ? flow.deliveries(view.operation())
            : List.<Delivery>of();
    var blocks = new OperationBlocks(view, operations.sent(view.id()), deliveries).all();
    if (frame.who(request).may(Scopes.TELEMATICS_WRITE)) {
      blocks.add(now.of(view));
    }
    return frame.show(request, NAME, "Operation " + view.id(), blocks);
  }

  @Post("/{connection}/{id}/retry")
  HttpResponse<?> retry(HttpRequest<?> request, String connection, String id) {
    frame.newWork(request);
    frame.needs(request, Scopes.OPERATION_WRITE);
    frame.needs(request, Scopes.TELEMATICS_WRITE);
    var retried =
        Frame.done(
            frame.act(
                request,
                partner ->
                    change.retry(
                        partner,
                        new ConnectionId(Frame.id(connection)),
                        new OperationId(Frame.id(id)),
                        null,
                        null)));
    return Pages.redirect(At.operation(retried.operation()));
  }

  @Post("/{connection}/{id}/cancel")
  HttpResponse<?> cancel(HttpRequest<?> request, String connection, String id) {
    return frame.post(
        request,
        Scopes.OPERATION_WRITE,
        partner ->
            change.cancel(
                partner, new ConnectionId(Frame.id(connection)), new OperationId(Frame.id(id))),
        At.OPERATIONS + "/" + connection + "/" + id);
  }
}
