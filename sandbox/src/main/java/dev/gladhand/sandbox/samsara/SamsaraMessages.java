package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Check;
import dev.gladhand.sandbox.provider.Shape;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Simulates {@code /v1/fleet/messages}. Unknown and deactivated drivers get no message and are
 * missing in the answer; if no driver is left, the answer is a 400.
 */
final class SamsaraMessages {
  private static final Shape BODY =
      Shape.empty()
          .required("driverIds", Check.array(1, Check.integer(0, Long.MAX_VALUE)))
          .required("text", Check.text(1, 2500));
  private static final int KEPT = 200_000;

  private record Sent(String driverId, String text, long atMillis) {}

  private final SamsaraDrivers drivers;
  private final SamsaraAccess access;
  private final InstantSource clock;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();

  SamsaraMessages(SamsaraDrivers drivers, SamsaraAccess access, InstantSource clock) {
    this.drivers = drivers;
    this.access = access;
    this.clock = clock;
  }

  Answer send(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), BODY);
    String text = String.valueOf(body.text("text"));
    var recipients = new LinkedHashSet<String>();
    for (Json id : body.items("driverIds")) {
      recipients.add(((Json.Num) id).literal());
    }
    recipients.removeIf(id -> !drivers.isActive(id));
    if (recipients.isEmpty()) {
      return SamsaraErrors.answer(
          call.request(), 400, "None of the driverIds is an active driver.");
    }
    long now = clock.millis();
    var data = new ArrayList<Json>(recipients.size());
    for (String id : recipients) {
      keep(new Sent(id, text, now));
      call.writes().applied("message", "create", "", key(id, text), fields(id, text));
      data.add(Json.obj("driverId", new Json.Num(id), "text", text));
    }
    return Answer.json(200, Json.obj("data", data));
  }

  Answer list(Call call) {
    long end = millis(call.request(), "endMs", clock.millis());
    long duration = millis(call.request(), "durationMs", Duration.ofDays(1).toMillis());
    long listed = clock.millis() - access.settings().sentListDelayMillis();
    var data = new ArrayList<Json>();
    synchronized (sent) {
      for (Iterator<Sent> newestFirst = sent.descendingIterator(); newestFirst.hasNext(); ) {
        Sent message = newestFirst.next();
        if (message.atMillis() <= Math.min(end, listed) && message.atMillis() >= end - duration) {
          data.add(show(message));
        }
      }
    }
    return Answer.json(200, Json.obj("data", data));
  }

  void reset() {
    synchronized (sent) {
      sent.clear();
    }
  }

  static List<String> keys(Json.Obj body) {
    String text = body.text("text");
    var keys = new ArrayList<String>();
    for (Json id : body.items("driverIds")) {
      keys.add(
          key(id instanceof Json.Num(String literal) ? literal : id.write(), String.valueOf(text)));
    }
    return keys;
  }

  private void keep(Sent message) {
    synchronized (sent) {
      sent.addLast(message);
      if (sent.size() > KEPT) {
        sent.removeFirst();
      }
    }
  }

  private static String key(String driverId, String text) {
    return driverId + ":" + text;
  }

  private static Json.Obj fields(String driverId, String text) {
    return Json.obj("driver_id", driverId, "text", text);
  }

  private static Json show(Sent message) {
    return Json.obj(
        "driverId", new Json.Num(message.driverId()),
        "text", message.text(),
        "sentAtMs", message.atMillis(),
        "isRead", false,
        "sender", Json.obj("name", "Sandbox API", "type", "dispatch"));
  }

  private static long millis(Request request, String name, long otherwise) {
    String value = request.query(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,15}")) {
      throw SamsaraErrors.invalid(request, name);
    }
    return new BigDecimal(value).longValueExact();
  }
}
