package dev.gladhand.console.operation;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkActions.StartKey;
import dev.gladhand.application.bulk.ManageBulkActions;
import dev.gladhand.application.bulk.ManageBulkActions.Asked;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Retries or cancels all matching operations, and shows the progress. */
@PagesAt(At.BULK_ACTIONS)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class BulkPages {
  private static final String NAME = "Operations";
  private static final String KEY = "key";
  private static final int MOST = 200;

  private final Frame frame;
  private final ManageBulkActions actions;
  private final InstantSource clock;

  BulkPages(Frame frame, ManageBulkActions actions, InstantSource clock) {
    this.frame = frame;
    this.actions = actions;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.OPERATION_READ);
    var rows =
        frame.partners(request).stream()
            .flatMap(partner -> actions.list(partner, null, MOST).stream())
            .sorted(Comparator.comparing((BulkAction one) -> one.id().toString()).reversed())
            .limit(MOST)
            .map(BulkPages::row)
            .toList();
    var table =
        new Block.Table(
            "Bulk actions, newest first, at most " + MOST,
            List.of("Id", "Action", "Status", "Matched", "Done", "Skipped", "Created"),
            rows,
            "Nothing was retried or cancelled in bulk yet. Begin on the page Operations.");
    return frame.show(request, NAME, "Bulk actions", List.of(table));
  }

  private static List<Cell> row(BulkAction action) {
    return List.of(
        At.one(At.BULK_ACTIONS, action.id().toString()),
        Cell.text(action.kind().wire()),
        Cell.word(action.status().wire()),
        Cell.text(action.matched()),
        Cell.text(action.done()),
        Cell.text(action.skipped()),
        Cell.time(action.createdAt()));
  }

  /** Shows how many operations of each visible partner match, before the action is started. */
  @Get("/new")
  HttpResponse<?> ask(HttpRequest<?> request) {
    var query = frame.query(request);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    needs(request, query);
    var asked = asked(query, now);
    var counts = new LinkedHashMap<PartnerId, Long>();
    for (var partner : frame.partners(request)) {
      var count = asked == null ? 0 : actions.matched(partner, asked.filter());
      if (count > 0) {
        counts.put(partner, count);
      }
    }
    var title = (query.text("action").equals("retry") ? "Retry" : "Cancel") + " all that match";
    return frame.show(request, NAME, title, blocks(query, asked, counts));
  }

  private static List<Block> blocks(
      Inputs query, @Nullable Asked asked, Map<PartnerId, Long> counts) {
    var back = new Block.Links(new Cell.Link(At.OPERATIONS + "?" + list(query), "Back"));
    if (asked == null || counts.isEmpty()) {
      return List.of(new Block.Notice(Block.Tone.PLAIN, "0 operations match."), back);
    }
    if (counts.size() > 1) {
      var rows =
          counts.entrySet().stream()
              .map(
                  one -> {
                    var id = one.getKey().toString();
                    var here = At.BULK_ACTIONS + "/new?" + query.with("partner_id", id);
                    return List.of(new Cell.Link(here, id), Cell.text(one.getValue()));
                  })
              .toList();
      return List.of(
          new Block.Text("An action is for one partner. Choose whose operations it is for."),
          new Block.Table("Partners", List.of("Partner", "Match"), rows, ""),
          back);
    }
    var only = counts.entrySet().iterator().next();
    // The action ends at the time of the count, so that it changes no operation that is accepted
    // later.
    var counted = Inputs.parse(query.with("to_datetime", asked.filter().to().toString()));
    var fields = new ArrayList<>(counted.hidden(KEY));
    fields.removeIf(field -> field.name().equals("partner_id"));
    fields.add(Field.hidden("partner_id", only.getKey().toString()));
    fields.add(Field.hidden(KEY, UUID.randomUUID().toString()));
    return List.of(
        new Block.Notice(Block.Tone.PLAIN, only.getValue() + " operations match."),
        new Block.Code("Filters", JsonWriter.indented(asked.filter().toJson())),
        Block.Form.post(At.BULK_ACTIONS, fields, "Confirm", "Confirm"),
        back);
  }

  private static String list(Inputs query) {
    return Inputs.parse(query.with("action", null)).with(KEY, null);
  }

  @Post
  HttpResponse<?> start(HttpRequest<?> request) {
    var form = frame.newWork(request);
    needs(request, form);
    var asked = asked(form, clock.instant());
    var key = form.text(KEY);
    if (asked == null || !key.matches("[0-9a-f-]{36}")) {
      throw new Stop(400, "The form names no action. Load the page again.");
    }
    var partner = new PartnerId(Frame.id(form.text("partner_id")));
    if (!frame.partners(request).contains(partner)) {
      throw Stop.notFound();
    }
    // All fields are hidden, so two forms with the same key ask for the same action.
    var started =
        Frame.done(
            frame.as(
                request, () -> actions.start(partner, asked, new StartKey("console/" + key, ""))));
    return Pages.redirect(At.BULK_ACTIONS + "/" + started.action().id());
  }

  @Get("/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String id) {
    frame.needs(request, Scopes.OPERATION_READ);
    var action = frame.found(request, partner -> actions.get(partner, Frame.id(id)));
    var facts = new LinkedHashMap<String, Cell>();
    facts.put("Action", Cell.text(action.kind().wire()));
    facts.put("Status", Cell.word(action.status().wire()));
    facts.put("Matched", Cell.text(action.matched()));
    facts.put("Done", Cell.text(action.done()));
    facts.put("Skipped", Cell.text(action.skipped()));
    facts.put("Created", Cell.time(action.createdAt()));
    facts.put("Changed", Cell.time(action.updatedAt()));
    var running = action.status() == BulkAction.Status.RUNNING;
    var filter = action.filter().toJson();
    var query =
        filter.entrySet().stream()
            .flatMap(
                one ->
                    one.getValue() instanceof List<?> many
                        ? many.stream().map(each -> one.getKey() + "=" + Inputs.escape("" + each))
                        : List.of(one.getKey() + "=" + Inputs.escape("" + one.getValue())).stream())
            .collect(Collectors.joining("&"));
    return frame.show(
        request,
        NAME,
        "Bulk action " + id,
        List.of(
            new Block.Live("live", null, running, List.of(new Block.Facts(facts))),
            new Block.Code("Filters", JsonWriter.indented(filter)),
            new Block.Links(
                new Cell.Link(At.OPERATIONS + "?" + query, "Operations that match now"),
                new Cell.Link(At.BULK_ACTIONS, "Bulk actions"))));
  }

  private void needs(HttpRequest<?> request, Inputs asked) {
    frame.needs(request, Scopes.OPERATION_WRITE);
    if (!asked.text("action").equals("cancel")) {
      frame.needs(request, Scopes.TELEMATICS_WRITE);
    }
  }

  /** The requested action; null if the filters exclude every operation on which it is possible. */
  private @Nullable Asked asked(Inputs inputs, Instant now) {
    var action = inputs.text("action");
    var filters = new OperationFilters(inputs, now);
    if (!filters.asOfBulk()) {
      throw new Stop(
          400, "A bulk action supports no text in errors, and no source id without a resource.");
    }
    var status = action.equals("retry") ? "failed" : "pending";
    if (!filters.shows(status)) {
      return null;
    }
    var body = Map.<String, Object>of("action", action, "filter", filters.ofBulk(status));
    return Frame.done(actions.read(body, false));
  }
}
