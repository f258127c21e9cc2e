package dev.gladhand.console.node;

import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEvent;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.field.Wire;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page of the audit, which shows who changed what. */
@PagesAt("/console/audit")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class AuditPages {
  private static final String NAME = "Audit";
  private static final String SCOPE = "audit:read";
  private static final String ACTION = "action";
  private static final int SIZE = 100;

  private final Frame frame;
  private final AuditTrail trail;
  private final SealedNumbers numbers;

  AuditPages(Frame frame, AuditTrail trail, SealedNumbers numbers) {
    this.numbers = numbers;
    this.frame = frame;
    this.trail = trail;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, SCOPE);
    var query = frame.query(request);
    var cursor = query.text("cursor");
    var partner = frame.who(request).partner();
    var place = "audit page of " + partner;
    var before = cursor.isEmpty() ? null : numbers.open(place, cursor);
    if (before == null && !cursor.isEmpty()) {
      throw new Stop(400, "cursor is malformed.");
    }
    AuditAction action;
    try {
      action = action(query.text(ACTION));
    } catch (Stop wrong) {
      // The entered text stays, and the fault is shown at its control.
      var notice = Block.bad(wrong.why());
      return frame.show(
          request, wrong.status(), NAME, NAME, List.of(notice, filters(query, wrong)));
    }
    var found =
        trail.list(
            new AuditQuery(
                partner,
                action,
                query.optional("object_id"),
                query.optional("actor"),
                null,
                null,
                before,
                SIZE));
    var form = filters(query, null);
    var table =
        new Block.Table(
            "Events, newest first",
            List.of("At", "Actor", "Action", "Object", "Changes", "Outcome", "Request", "Address"),
            found.stream().map(AuditPages::row).toList(),
            "No change matches.");
    if (found.size() < SIZE) {
      return frame.show(request, NAME, NAME, List.of(form, table));
    }
    var next = query.with("cursor", numbers.seal(place, found.getLast().position()));
    var link = new Cell.Link("/console/audit?" + next, "Next");
    return frame.show(request, NAME, NAME, List.of(form, table, new Block.Links(link)));
  }

  private static @Nullable AuditAction action(String word) {
    if (word.isEmpty()) {
      return null;
    }
    return Wire.of(AuditAction.class, word)
        .orElseThrow(() -> new Stop(400, "There is no such action.", ACTION));
  }

  /**
   * The form with the filters of the list.
   *
   * @param wrong why the filters cannot be read, with the name of the control; null if they can
   */
  private static Block.Form filters(Inputs query, @Nullable Stop wrong) {
    var options = Field.Option.of("all", Stream.of(AuditAction.values()).map(AuditAction::wire));
    return Block.Form.filters(
        "/console/audit",
        List.of(
            Field.choice(ACTION, "Action", options, query.text(ACTION)),
            Field.text("object_id", "Object id", query.text("object_id"))),
        wrong);
  }

  private static List<Cell> row(AuditEvent.Chained chained) {
    var json = chained.toJson();
    var actor = AnswerJson.map(json.get("actor"));
    var object = AnswerJson.map(json.get("object"));
    return List.of(
        AnswerJson.time(json, "created_at"),
        actor(AnswerJson.text(actor, "kind"), AnswerJson.text(actor, "id")),
        Cell.text(json.get("action")),
        object(AnswerJson.text(object, "type"), AnswerJson.text(object, "id")),
        Cell.text(
            String.join(
                ", ", AnswerJson.list(json.get("changes")).stream().map(String::valueOf).toList())),
        Cell.word(json.get("outcome")),
        Cell.text(json.get("request_id")),
        Cell.text(json.get("remote_address")));
  }

  private static Cell actor(String kind, String id) {
    return id.isEmpty()
        ? Cell.text(kind)
        : new Cell.Many(
            List.of(
                Cell.text(kind), new Cell.Link("/console/audit?actor=" + Inputs.escape(id), id)));
  }

  /** The changed object, with a link to its page. */
  private static Cell object(String type, String id) {
    if (id.isEmpty()) {
      return Cell.text(type);
    }
    var at =
        switch (type) {
          case "connection" -> At.CONNECTIONS + "/";
          case "webhook" -> At.WEBHOOKS + "/";
          case "bulk_action" -> At.BULK_ACTIONS + "/";
          case "operation" -> At.OPERATIONS + "?id=";
          case "partner" -> At.OPERATIONS + "?partner_id=";
          default -> "/console/audit?object_id=";
        };
    return new Cell.Many(List.of(Cell.text(type), new Cell.Link(at + Inputs.escape(id), id)));
  }
}
