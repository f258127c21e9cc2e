package dev.gladhand.sandbox.fleetio;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Refusal;
import dev.gladhand.sandbox.provider.Shape;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records of one kind. Creates and changes records, and lists them in pages with a cursor and a
 * filter.
 */
final class FleetioRecords {
  private static final int MOST = 500_000;
  private static final int FEWEST_PER_PAGE = 2;
  private static final int MOST_PER_PAGE = 100;
  private static final Pattern FILTER = Pattern.compile("filter\\[([a-z_]+)]\\[(eq|gte)]");

  private final Shape shape;
  private final List<String> unique;
  private final InstantSource clock;
  private final AtomicLong ids;
  private final Map<Long, Json.Obj> byId = new ConcurrentSkipListMap<>();

  /**
   * @param unique the fields whose values must be unique
   */
  FleetioRecords(Shape shape, List<String> unique, InstantSource clock, AtomicLong ids) {
    this.shape = shape;
    this.unique = unique;
    this.clock = clock;
    this.ids = ids;
  }

  Shape shape() {
    return shape;
  }

  synchronized Json.Obj add(Json.Obj body) {
    return add(ids.incrementAndGet(), body);
  }

  synchronized Json.Obj add(long id, Json.Obj body) {
    if (byId.size() >= MOST) {
      throw new Refusal(FleetioAnswers.problem(422, "The account is full"));
    }
    var created = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return store(id, Json.obj("id", id, "created_at", created), body);
  }

  /** Changes the record with this id and returns it; null if there is no such record. */
  synchronized Json.@Nullable Obj change(String id, Json.Obj body) {
    Json.Obj before = find(id);
    return before == null ? null : store(Long.parseLong(id), before, body);
  }

  private Json.Obj store(long id, Json.Obj before, Json.Obj body) {
    for (String field : unique) {
      String value = body.text(field);
      boolean isTaken =
          value != null
              && byId.entrySet().stream()
                  .anyMatch(
                      one ->
                          one.getKey() != id && value.equalsIgnoreCase(one.getValue().text(field)));
      if (isTaken) {
        throw FleetioAnswers.invalid(field, "has already been taken");
      }
    }
    var after = new LinkedHashMap<>(before.fields());
    after.putAll(body.fields());
    var record = new Json.Obj(after);
    byId.put(id, record);
    return record;
  }

  Json.@Nullable Obj find(String id) {
    return id.matches("\\d{1,18}") ? byId.get(Long.parseLong(id)) : null;
  }

  Answer get(Call call) {
    Json.Obj record = find(call.id());
    return record == null ? FleetioAnswers.problem(404, "Not Found") : Answer.json(200, record);
  }

  Answer list(Call call) {
    int perPage = perPage(call.request());
    String cursor = call.request().query("start_cursor");
    if (cursor != null && !cursor.matches("\\d{1,18}")) {
      return FleetioAnswers.problem(400, "start_cursor is unknown");
    }
    long after = cursor == null ? 0 : Long.parseLong(cursor);
    var found = new ArrayList<Map.Entry<Long, Json.Obj>>();
    for (var one : byId.entrySet()) {
      if (one.getKey() > after && fits(one.getValue(), call.request()) && found.size() <= perPage) {
        found.add(one);
      }
    }
    boolean more = found.size() > perPage;
    var page = more ? found.subList(0, perPage) : found;
    return Answer.json(
        200,
        Json.obj(
            "start_cursor",
            cursor,
            "next_cursor",
            more ? page.getLast().getKey().toString() : null,
            "per_page",
            perPage,
            "records",
            page.stream().map(Map.Entry::getValue).toList()));
  }

  private static int perPage(Request request) {
    String text = request.query("per_page");
    int number = text == null ? 50 : text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (number < FEWEST_PER_PAGE || number > MOST_PER_PAGE) {
      throw new Refusal(FleetioAnswers.problem(400, "per_page must be from 2 to 100"));
    }
    return number;
  }

  private static boolean fits(Json.Obj record, Request request) {
    for (String pair : request.head().query().split("&", -1)) {
      String name = Request.decode(pair.replaceAll("=.*", ""));
      var filter = FILTER.matcher(name);
      if (filter.matches()) {
        String wanted = String.valueOf(request.query(name));
        Json value = record.get(filter.group(1));
        String text =
            value instanceof Json.Text(String own) ? own : value == null ? "" : value.write();
        boolean holds =
            filter.group(2).equals("eq") ? text.equalsIgnoreCase(wanted) : !isBefore(text, wanted);
        if (!holds) {
          return false;
        }
      } else if (name.startsWith("filter")) {
        throw new Refusal(FleetioAnswers.problem(400, "unknown filter " + name));
      }
    }
    return true;
  }

  private static boolean isBefore(String time, String other) {
    Instant own = OffsetDateTime.parse(time).toInstant();
    return own.isBefore(OffsetDateTime.parse(other).toInstant());
  }

  Collection<Json.Obj> all() {
    return byId.values();
  }

  synchronized void clear() {
    byId.clear();
  }
}
