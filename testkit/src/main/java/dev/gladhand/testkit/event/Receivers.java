package dev.gladhand.testkit.event;

import dev.gladhand.application.delivery.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Simulates all receivers in memory, and keeps what was sent. */
final class Receivers implements Sender {
  static final Receipt OK = new Receipt(200, null, Duration.ZERO, Duration.ofMillis(5));
  static final Receipt ERROR =
      new Receipt(500, "answered 500", Duration.ZERO, Duration.ofMillis(5));
  static final Receipt GONE = new Receipt(410, "answered 410", Duration.ZERO, Duration.ofMillis(5));

  final List<Outgoing> sent = new CopyOnWriteArrayList<>();
  volatile Function<Outgoing, @Nullable Receipt> answer = _ -> OK;

  static Receipt busy(Duration wait) {
    return new Receipt(429, "answered 429", wait, Duration.ofMillis(5));
  }

  @Override
  public @Nullable Receipt send(Outgoing outgoing) {
    sent.add(outgoing);
    return answer.apply(outgoing);
  }

  /** Gives these answers in turn, then OK. */
  void answers(Receipt... receipts) {
    var left = new ArrayList<>(List.of(receipts));
    answer = _ -> left.isEmpty() ? OK : left.removeFirst();
  }

  List<String> events() {
    return sent.stream().map(one -> one.event().toString()).toList();
  }
}
