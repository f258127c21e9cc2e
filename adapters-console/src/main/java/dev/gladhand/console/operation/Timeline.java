package dev.gladhand.console.operation;

import dev.gladhand.application.flow.DeliveryReads.Delivery;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.domain.payload.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operation by time: from its acceptance over its attempts to the deliveries of its events. */
final class Timeline {
  private record Step(Instant at, String what, Cell detail) {}

  private final Map<String, @Nullable Object> json;
  private final List<Step> steps = new ArrayList<>();

  Timeline(OperationView view, List<Sent> sent, List<Delivery> deliveries) {
    json = view.toJson();
    add("created_at", json, "Accepted", Cell.text(""));
    var logs = AnswerJson.list(json.get("logs")).stream().map(AnswerJson::map).toList();
    for (var i = 0; i < logs.size(); i++) {
      var log = logs.get(i);
      add("created_at", log, "Attempt " + (i + 1) + " began", Cell.text(""));
      add("updated_at", log, "Attempt " + (i + 1) + " ended", answer(log));
    }
    if (logs.isEmpty() && !sent.isEmpty()) {
      steps.add(new Step(sent.getFirst().at(), "Attempt 1 began", Cell.text("")));
    }
    if (view.status().equals("pending")) {
      waits();
    } else {
      add("updated_at", json, "Ended", word(view.status(), json.get("outcome")));
    }
    for (var one : deliveries) {
      var what = one.eventName() + (one.status().equals("waiting") ? " is due" : " delivered");
      var id = one.webhook().toString();
      steps.add(
          new Step(
              one.at(),
              one.status().equals("dead") ? one.eventName() + " given up" : what,
              new Cell.Many(
                  List.of(At.delivery(id, one.event().toString()), At.one(At.WEBHOOKS, id)))));
    }
  }

  private void waits() {
    var why = json.get("waiting_on");
    var until =
        AnswerJson.text(json, "next_attempt_at").isEmpty() ? "created_at" : "next_attempt_at";
    if (why != null) {
      add(until, json, "Waits", Cell.word(why));
    }
  }

  private void add(String time, Map<String, @Nullable Object> of, String what, Cell detail) {
    var at = Moments.parse(AnswerJson.text(of, time));
    if (at != null) {
      steps.add(new Step(at, what, detail));
    }
  }

  private static Cell answer(Map<String, @Nullable Object> log) {
    return word(AnswerJson.text(log, "status"), log.get("error_type"));
  }

  private static Cell word(String word, @Nullable Object more) {
    return new Cell.Many(
        Stream.concat(Stream.of(word), Stream.ofNullable(more).map(String::valueOf))
            .map(Cell::word)
            .toList());
  }

  Block block() {
    var rows = new ArrayList<List<Cell>>();
    Instant before = null;
    for (var step : steps.stream().sorted(Comparator.comparing(Step::at)).toList()) {
      var after = before == null ? "" : after(Duration.between(before, step.at()));
      rows.add(
          List.of(Cell.time(step.at()), Cell.text(after), Cell.text(step.what()), step.detail()));
      before = step.at();
    }
    return new Block.Table("By time", List.of("At", "After", "What", ""), rows, "");
  }

  private static String after(Duration time) {
    return time.toMinutes() < 1
        ? time.toMillis() + " ms"
        : time.toHours() < 1 ? time.toMinutes() + " min" : time.toHours() + " h";
  }
}
