package dev.gladhand.console.operation;

import dev.gladhand.application.flow.DeliveryReads.Delivery;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation in the order of time: its acceptance, its waits and attempts, how unknown attempts
 * were settled, and the deliveries of its events.
 */
final class Timeline {
  private record Step(Instant at, String what, Cell detail) {}

  private final Map<String, @Nullable Object> json;
  private final List<Step> steps = new ArrayList<>();

  Timeline(OperationView view, List<Sent> sent, List<Past> past, List<Delivery> deliveries) {
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
    past.forEach(this::add);
    if (view.status().equals("pending")) {
      waits();
    } else {
      neverSettled(past);
      add("updated_at", json, "Ended", word(view.status(), json.get("outcome")));
    }
    for (var one : deliveries) {
      var what = one.eventName() + (one.status().equals("waiting") ? " is due" : " delivered");
      var id = one.webhook().toString();
      steps.add(
          new Step(
              one.at(),
              one.status().equals("dead") ? one.eventName() + " is a dead letter" : what,
              new Cell.Many(
                  List.of(At.delivery(id, one.event().toString()), At.one(At.WEBHOOKS, id)))));
    }
  }

  private void add(Past one) {
    steps.add(
        switch (one) {
          case Past.Waited(var why, var from, var until) ->
              new Step(
                  from,
                  "Waited",
                  new Cell.Many(
                      List.of(
                          Cell.word(why),
                          Cell.text("for " + lasting(Duration.between(from, until)) + ", until"),
                          Cell.time(until))));
          case Past.Settled(var how, var at) -> new Step(at, "Settled", Cell.text(told(how)));
        });
  }

  private static String told(Past.How how) {
    return switch (how) {
      case FOUND -> "A look-up found it at the provider.";
      case PARTLY_FOUND -> "A look-up found a part of it at the provider; the rest is sent.";
      case ABSENT_REPEATED -> "A look-up found it absent at the provider, so it is sent again.";
      case ABSENT -> "A look-up found it absent at the provider, and no attempt was left.";
      case REPEATED -> "It was sent again, which has the effect of one write.";
      case UNDECIDED -> "A look-up at the provider could not tell whether it was applied.";
      case NOT_ASKED -> "The provider could not be asked in time whether it was applied.";
    };
  }

  private static boolean leavesOpen(Past one) {
    return one instanceof Past.Settled(var how, _)
        && (how == Past.How.UNDECIDED || how == Past.How.NOT_ASKED);
  }

  /**
   * Adds an entry if the outcome is unknown and no other entry says that it could not be settled.
   */
  private void neverSettled(List<Past> past) {
    if ("unknown".equals(json.get("outcome")) && past.stream().noneMatch(Timeline::leavesOpen)) {
      add(
          "updated_at",
          json,
          "Not settled",
          Cell.text(
              "The gateway cannot find out whether it was applied. Look at the provider, then retry it"
                  + " or leave it."));
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
      var after = before == null ? "" : lasting(Duration.between(before, step.at()));
      rows.add(
          List.of(Cell.time(step.at()), Cell.text(after), Cell.text(step.what()), step.detail()));
      before = step.at();
    }
    return new Block.Table("By time", List.of("At", "After", "What", ""), rows, "");
  }

  private static String lasting(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toSeconds() < 1
          ? time.toMillis() + " ms"
          : time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }
    return time.toHours() < 1
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
