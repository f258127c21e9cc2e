package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The records of one kind by id, listed in pages in the order of their ids. */
final class SamsaraRecords {
  /** The largest number of records of one kind, so that memory is bounded. */
  private static final int MOST = 500_000;

  private final ConcurrentSkipListMap<String, Json.Obj> byId =
      new ConcurrentSkipListMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

  Json.@Nullable Obj get(String id) {
    return byId.get(id);
  }

  void put(String id, Json.Obj fields) {
    byId.put(id, fields);
  }

  /** Refuses the request if no more record of this kind can be stored. */
  void requireRoom(Request request) {
    if (byId.size() >= MOST) {
      throw SamsaraErrors.refusal(request, 400, "Configuration limit exceeded.");
    }
  }

  static String id(Json.Obj record) {
    return String.valueOf(record.text("id"));
  }

  Collection<Json.Obj> all() {
    return byId.values();
  }

  void clear() {
    byId.clear();
  }

  /** The answer with one page of the records: {@code data} and {@code pagination}. */
  Answer page(
      Request request, int most, Predicate<Json.Obj> wanted, UnaryOperator<Json.Obj> shown) {
    int limit = limit(request, most);
    String after = cursor(request);
    var data = new ArrayList<Json>();
    String last = "";
    for (var entry : (after.isEmpty() ? byId : byId.tailMap(after, false)).entrySet()) {
      if (!wanted.test(entry.getValue())) {
        continue;
      }
      if (data.size() == limit) {
        return answer(data, encode(last), true);
      }
      data.add(shown.apply(entry.getValue()));
      last = entry.getKey();
    }
    return answer(data, last.isEmpty() ? "" : encode(last), false);
  }

  private static Answer answer(Iterable<Json> data, String cursor, boolean more) {
    return Answer.json(
        200,
        Json.obj("data", data, "pagination", Json.obj("endCursor", cursor, "hasNextPage", more)));
  }

  private static int limit(Request request, int most) {
    String limit = request.query("limit");
    if (limit == null) {
      return most;
    }
    if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) > most || limit.matches("0+")) {
      throw SamsaraErrors.invalid(request, "limit: must be between 1 and " + most);
    }
    return Integer.parseInt(limit);
  }

  private static String cursor(Request request) {
    String after = request.query("after");
    if (after == null || after.isEmpty()) {
      return "";
    }
    try {
      return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw SamsaraErrors.invalid(request, "after");
    }
  }

  private static String encode(String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }
}
