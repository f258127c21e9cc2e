package dev.gladhand.console;

import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.payload.Resource;
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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The list of operations, and one of them. */
@Controller("/console/operations")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class OperationPages {
  private static final String PATH = "/console/operations";
  private static final String NAME = "Operations";

  private final Frame frame;
  private final ReadOperations operations;
  private final ChangeOperation change;
  private final DescribeTsps tsps;
  private final InstantSource clock;

  OperationPages(
      Frame frame,
      ReadOperations operations,
      ChangeOperation change,
      DescribeTsps tsps,
      InstantSource clock) {
    this.frame = frame;
    this.operations = operations;
    this.change = change;
    this.tsps = tsps;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.OPERATION_READ);
    var query = frame.query(request);
    var filters = new OperationFilters(query, clock.instant());
    var order = Comparator.comparing((OperationView view) -> view.id().toString());
    var found =
        filters.queries(frame.partners(request)).stream()
            .flatMap(one -> operations.list(one).stream())
            .sorted("asc".equals(query.text("sort_order")) ? order : order.reversed())
            .toList();
    var page = found.subList(0, Math.min(filters.size(), found.size()));
    var blocks = new ArrayList<Block>();
    blocks.add(filterForm(query));
    blocks.add(
        new Block.Table(
            NAME,
            List.of(
                "Id", "Created", "TSP", "Resource", "Operation", "Status", "Waits for", "Error"),
            page.stream().map(OperationPages::row).toList(),
            "No operation matches. Take a filter away, or send a write on the page Write."));
    if (found.size() > page.size()) {
      var next = query.with("cursor", page.getLast().id().toString());
      blocks.add(new Block.Links(List.of(new Cell.Link(PATH + "?" + next, "Next"))));
    }
    return frame.show(request, NAME, NAME, blocks);
  }

  private Block filterForm(Inputs query) {
    var slugs = tsps.list().stream().map(tsp -> Json.text(tsp, "slug"));
    var resources = Stream.of(Resource.values()).map(Resource::wire);
    return new Block.Form(
        PATH,
        false,
        List.of(
            Field.choices(
                "status",
                "Status",
                options(OperationFilters.STATUSES.stream()),
                query.all("status")),
            Field.choice("source_name", "TSP", all(slugs), query.text("source_name")),
            Field.choice("resource", "Resource", all(resources), query.text("resource")),
            Field.text("connection_id", "Connection id", query.text("connection_id")),
            Field.text("fleet_refs", "Fleet", query.text("fleet_refs")),
            Field.text("source_id", "Source id", query.text("source_id"))
                .withHint("Together with a resource."),
            Field.text("from_datetime", "From", query.text("from_datetime"))
                .withHint("Such as 2026-01-31T12:00:00Z; one day ago where it is empty."),
            Field.text("to_datetime", "To", query.text("to_datetime"))),
        List.of(new Block.Button("Apply")),
        "Filters");
  }

  private static List<Field.Option> options(Stream<String> words) {
    return words.map(word -> new Field.Option(word, word)).toList();
  }

  private static List<Field.Option> all(Stream<String> words) {
    return Stream.concat(Stream.of(new Field.Option("", "all")), options(words).stream()).toList();
  }

  private static List<Cell> row(OperationView view) {
    var json = view.toJson();
    var logs = Json.list(json.get("logs"));
    var error = logs.isEmpty() ? "" : Json.text(Json.map(logs.getLast()), "error_details");
    return List.of(
        new Cell.Link(href(view), view.id().toString()),
        Cell.time(view.operation().createdAt()),
        Cell.text(json.get("source_name")),
        Cell.text(json.get("resource")),
        Cell.text(json.get("operation_type")),
        Cell.word(view.status()),
        Cell.word(json.get("waiting_on")),
        Cell.text(error.length() > 120 ? error.substring(0, 120) + "..." : error));
  }

  static String href(OperationView view) {
    return PATH + "/" + view.operation().connection() + "/" + view.id();
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
    return frame.show(request, NAME, "Operation " + view.id(), new OperationBlocks(view).all());
  }

  @Post("/{connection}/{id}/retry")
  HttpResponse<?> retry(HttpRequest<?> request, String connection, String id) {
    frame.form(request);
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
                        null)));
    return Pages.redirect(href(retried.operation()));
  }

  @Post("/{connection}/{id}/cancel")
  HttpResponse<?> cancel(HttpRequest<?> request, String connection, String id) {
    frame.form(request);
    frame.needs(request, Scopes.OPERATION_WRITE);
    var cancelled =
        Frame.done(
            frame.act(
                request,
                partner ->
                    change.cancel(
                        partner,
                        new ConnectionId(Frame.id(connection)),
                        new OperationId(Frame.id(id)))));
    return Pages.redirect(href(cancelled));
  }
}
