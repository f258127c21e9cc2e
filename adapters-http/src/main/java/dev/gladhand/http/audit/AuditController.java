package dev.gladhand.http.audit;

import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEvent.Chained;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists the events of the audit, and verifies for the operator that none was altered. A partner
 * sees only the events that concern it; the operator sees all.
 */
@Api("/v2/audit")
final class AuditController {
  private static final int MOST = 1000;
  private static final int USUAL = 300;

  private final AuditTrail trail;
  private final SealedNumbers numbers;

  AuditController(AuditTrail trail, SealedNumbers numbers) {
    this.trail = trail;
    this.numbers = numbers;
  }

  /**
   * Lists the events, the newest first. No page skips or repeats an event while new ones are added.
   */
  @Knows({"action", "object_id", "actor", "from_datetime", "to_datetime", "cursor", "size"})
  @Get("/events")
  @Secured(Scopes.AUDIT_READ)
  HttpResponse<?> events(Call call) {
    var query = call.query();
    var all = call.caller().scopes().contains(Scopes.ADMIN);
    var place = "audit " + (all ? "of all" : call.partner());
    var before = query.read("cursor", "a cursor of this list", text -> numbers.open(place, text));
    var size = query.whole("size", 1, MOST, USUAL);
    var found =
        trail.list(
            new AuditQuery(
                all ? null : call.partner(),
                query.read(
                    "action",
                    "an action of the audit, such as connection.created",
                    word -> Wire.of(AuditAction.class, word).orElse(null)),
                query.text("object_id"),
                query.text("actor"),
                query.moment("from_datetime"),
                query.moment("to_datetime"),
                before,
                size + 1));
    var items = found.subList(0, Math.min(size, found.size()));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", items.stream().map(Chained::toJson).toList());
    json.put("current_page", query.text("cursor"));
    json.put("current_page_backwards", null);
    json.put("previous_page", null);
    json.put(
        "next_page", found.size() > size ? numbers.seal(place, items.getLast().position()) : null);
    return Replies.ok(json);
  }

  @Get("/verify")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> verify(Call call) {
    var found = trail.verify();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("events", found.events());
    json.put("intact", found.intact());
    json.put("first_broken", found.firstBroken() == null ? null : found.firstBroken().toString());
    return Replies.ok(json);
  }
}
