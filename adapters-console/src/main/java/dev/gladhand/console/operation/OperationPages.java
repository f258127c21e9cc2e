package dev.gladhand.console.operation;

import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.live.LiveParts;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.Uuids;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of operations, and the page of one operation. */
@PagesAt(At.OPERATIONS)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class OperationPages {
  /**
   * The name of the hidden field with a random id of the form, so that a form that is sent twice
   * retries once.
   */
  static final String KEY = "key";

  private static final String NAME = "Operations";

  private final Frame frame;
  private final ReadOperations operations;
  private final ChangeOperation change;
  private final OperationList list;
  private final LiveParts live;
  private final OperationStory story;
  private final SendNow now;

  OperationPages(
      Frame frame,
      ReadOperations operations,
      ChangeOperation change,
      OperationList list,
      LiveParts live,
      OperationStory story,
      SendNow now) {
    this.frame = frame;
    this.operations = operations;
    this.change = change;
    this.list = list;
    this.live = live;
    this.story = story;
    this.now = now;
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
      blocks.add(Block.bad("There is no operation with this id."));
    }
    List<Block> shown;
    try {
      shown = list.page(query, partners);
    } catch (Stop wrong) {
      // The entered text stays, and the fault is shown at its control.
      blocks.add(Block.bad(wrong.why()));
      blocks.add(list.filters(query, wrong));
      return frame.show(request, wrong.status(), NAME, NAME, blocks);
    }
    blocks.add(list.filters(query, null));
    blocks.add(list.bulk(query));
    // Only the first page without a text search is live; other pages do not change while they are
    // read.
    var lasting = query.has("cursor") || !query.text(OperationFilters.ERROR).isEmpty();
    blocks.addAll(lasting ? shown : Block.Live.of(At.OPERATIONS, At.LIVE, query, shown));
    return frame.show(request, NAME, NAME, blocks);
  }

  @Get("/live")
  HttpResponse<?> stream(HttpRequest<?> request) {
    frame.needs(request, Scopes.OPERATION_READ);
    var query = frame.query(request);
    var partners = frame.partners(request);
    return live.stream(request, () -> list.page(query, partners));
  }

  @Get("/{connection}/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String connection, String id) {
    frame.needs(request, Scopes.OPERATION_READ);
    var view = find(request, connection, id);
    var blocks = new ArrayList<Block>();
    var at = At.operation(view);
    blocks.addAll(
        Block.Live.of(
            at,
            at + "/live",
            frame.query(request),
            story.of(view, frame.who(request).may(Scopes.WEBHOOK_READ))));
    blocks.addAll(OperationBlocks.lasting(view));
    if (frame.who(request).may(Scopes.TELEMATICS_WRITE)) {
      blocks.add(now.of(view));
    }
    return frame.show(request, NAME, "Operation " + view.id(), blocks);
  }

  @Get("/{connection}/{id}/live")
  HttpResponse<?> stream(HttpRequest<?> request, String connection, String id) {
    frame.needs(request, Scopes.OPERATION_READ);
    var found = find(request, connection, id).operation();
    var withDeliveries = frame.who(request).may(Scopes.WEBHOOK_READ);
    return live.stream(
        request,
        () ->
            story.of(
                Frame.done(operations.get(found.partner(), found.connection(), found.id())),
                withDeliveries));
  }

  private OperationView find(HttpRequest<?> request, String connection, String id) {
    return frame.found(
        request,
        partner ->
            operations.get(
                partner, new ConnectionId(Frame.id(connection)), new OperationId(Frame.id(id))));
  }

  @Post("/{connection}/{id}/retry")
  HttpResponse<?> retry(HttpRequest<?> request, String connection, String id) {
    var key = frame.newWork(request).text(KEY);
    if (!key.matches("([0-9a-f-]{36})?")) {
      throw new Stop(400, "key is malformed. Load the page again.");
    }
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
                        key.isEmpty()
                            ? null
                            : new IdempotencyKey(partner, "console retry " + id, key, ""),
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
