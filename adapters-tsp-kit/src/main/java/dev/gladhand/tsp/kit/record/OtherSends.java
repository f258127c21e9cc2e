package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.tsp.kit.record.SentList.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which entries of a TSP's list of sent messages belong to other messages of the gateway.
 * Reads those messages from the store at most once.
 */
final class OtherSends {
  /**
   * How long before the list was requested the state of another message must have changed last, so
   * that the list certainly contains that message.
   */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * For how long after the beginning of the list a message may be missing in it although it was
   * sent, because the clocks differ.
   */
  private static final Duration EDGE = Duration.ofSeconds(5);

  private final Unanswered.Others others;
  private final TheirClock clock;
  private final Instant from;
  private final Instant asked;
  private boolean isRead;
  private @Nullable Map<String, List<Send>> known;

  OtherSends(Unanswered.Others others, TheirClock clock, Instant from, Instant asked) {
    this.others = others;
    this.clock = clock;
    this.from = from;
    this.asked = asked;
  }

  /**
   * Another message of the gateway to one recipient.
   *
   * @param text the text in the form of {@link PlainText}
   * @param isApplied true if the message was certainly sent to the recipient, false if it may have
   *     been sent
   */
  private record Send(OtherWrite write, String text, boolean isApplied) {}

  /**
   * The gateway's other messages, by the TSP's id of the recipient; null if there are too many to
   * read.
   */
  private @Nullable Map<String, List<Send>> known() {
    if (!isRead) {
      known = others.changedSince(from).map(OtherSends::byRecipient).orElse(null);
      isRead = true;
    }
    return known;
  }

  private static Map<String, List<Send>> byRecipient(List<OtherWrite> writes) {
    var sends = new HashMap<String, List<Send>>();
    for (var write : writes) {
      var text = PlainText.of(Recipients.text(write.write()));
      for (var isApplied : List.of(true, false)) {
        for (var recipient : isApplied ? write.applied() : write.doubtful()) {
          sends
              .computeIfAbsent(Recipients.id(recipient), _ -> new ArrayList<>())
              .add(new Send(write, text, isApplied));
        }
      }
    }
    return sends;
  }

  /**
   * Whether one of the gateway's other messages has that text and that recipient; false if there
   * are too many other messages to read.
   */
  boolean include(String recipient, String text) {
    var known = known();
    return known != null
        && known.getOrDefault(recipient, List.of()).stream()
            .anyMatch(one -> one.text().equals(text));
  }

  /** The earliest and the latest time, by the TSP's clock, that the list can give for a message. */
  private record Span(Instant from, Instant until) {
    /**
     * This span, longer by {@code doubt} at both ends, because the clocks may differ by more than
     * assumed.
     */
    Span widened(Duration doubt) {
      return new Span(from.minus(doubt), until.equals(Instant.MAX) ? until : until.plus(doubt));
    }
  }

  /**
   * Decides whether the message of the question was sent to its recipient. It was sent if the list
   * has an entry more with that text and recipient than the gateway's other messages explain.
   *
   * @param entries the times of all entries with that text to that recipient
   */
  Verdict count(SentList.Question question, List<Instant> entries) {
    var ours = new Span(question.since(), Instant.MAX);
    if (entries.stream().allMatch(at -> at.isBefore(ours.widened(clock.doubt()).from()))) {
      return Verdict.MISSING;
    }
    var known = known();
    if (known == null) {
      return Verdict.UNCLEAR;
    }
    var sure = new ArrayList<Span>();
    var possible = new ArrayList<Span>();
    var isMoving = false;
    for (var send : known.getOrDefault(question.recipient(), List.of())) {
      var one = send.write();
      if (!send.text().equals(question.text())) {
        continue;
      }
      if (!one.changedAt().isBefore(asked.minus(FRESH))) {
        return Verdict.LATER;
      }
      var until = one.stage() == OtherWrite.Stage.ENDED ? clock.latest(one.changedAt()) : null;
      var span = new Span(clock.earliest(one.since()), until == null ? Instant.MAX : until);
      if (send.isApplied() && !one.since().isBefore(from.plus(EDGE))) {
        sure.add(span);
      } else if (one.stage() != OtherWrite.Stage.WAITING
          || !isAfter(one.write().key(), question.key())) {
        possible.add(span);
        isMoving |= one.stage() != OtherWrite.Stage.ENDED;
      }
    }
    var all = new ArrayList<>(sure);
    all.addAll(possible);
    if (!isOneMore(ours, sure, entries)) {
      var wide = all.stream().map(span -> span.widened(clock.doubt())).toList();
      return isOneMore(ours.widened(clock.doubt()), wide, entries)
          ? Verdict.UNCLEAR
          : Verdict.MISSING;
    }
    if (isOneMore(ours, all, entries)) {
      return Verdict.REACHED;
    }
    return isMoving ? Verdict.LATER : Verdict.UNCLEAR;
  }

  /**
   * Whether an entry is left for the message with the span {@code ours}, after each other message
   * has been matched with an entry of its own.
   */
  private static boolean isOneMore(Span ours, List<Span> others, List<Instant> entries) {
    var with = new ArrayList<>(others);
    with.add(ours);
    return matched(with, entries) > matched(others, entries);
  }

  /**
   * Whether one key comes after another. Of two equal messages that both wait for a look-up, the
   * one with the lower key is matched with an entry first.
   */
  private static boolean isAfter(RepeatKey one, RepeatKey other) {
    return one.hex().compareTo(other.hex()) > 0;
  }

  /**
   * How many of the messages with these spans can have an entry of their own; each entry goes to
   * the message whose span ends first.
   */
  private static int matched(List<Span> spans, List<Instant> entries) {
    var open = new ArrayList<>(spans);
    for (var at : entries.stream().sorted().toList()) {
      open.stream()
          .filter(span -> !at.isBefore(span.from()) && !at.isAfter(span.until()))
          .min(Comparator.comparing(Span::until))
          .ifPresent(open::remove);
    }
    return spans.size() - open.size();
  }
}
