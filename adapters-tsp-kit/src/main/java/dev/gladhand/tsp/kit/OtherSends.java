package dev.gladhand.tsp.kit;

import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.tsp.kit.SentList.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which entries of a TSP's list belong to other messages of ours. Asks for them at most once. */
final class OtherSends {
  /** What was recorded so shortly before the list was made may be missing in it. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** So close to the beginning of a list, clocks decide whether an entry is in it. */
  private static final Duration EDGE = Duration.ofSeconds(5);

  private final Unanswered.Others others;
  private final TheirClock clock;
  private final Instant from;
  private final Instant asked;
  private boolean isRead;
  private @Nullable List<OtherWrite> known;

  OtherSends(Unanswered.Others others, TheirClock clock, Instant from, Instant asked) {
    this.others = others;
    this.clock = clock;
    this.from = from;
    this.asked = asked;
  }

  /** The other writes, or null where nobody can say. */
  private @Nullable List<OtherWrite> known() {
    if (!isRead) {
      known = others.changedSince(from).orElse(null);
      isRead = true;
    }
    return known;
  }

  /** Whether one of them is a message of that text to that recipient. */
  boolean include(String recipient, String text) {
    var known = known();
    return known != null
        && known.stream()
            .anyMatch(
                one ->
                    PlainText.of(Recipients.text(one.write())).equals(text)
                        && (names(one.applied(), recipient) || names(one.doubtful(), recipient)));
  }

  /** The time in which an entry must lie to be one of a send, by the TSP's clock. */
  private record Span(Instant from, Instant until) {}

  /**
   * Whether one entry more than those of other sends is there.
   *
   * @param entries the times of all entries of that text to that recipient
   * @param since the earliest time of the send in question
   */
  Verdict count(
      RepeatKey key, String recipient, String text, List<Instant> entries, Instant since) {
    var known = known();
    if (known == null) {
      return Verdict.UNCLEAR;
    }
    var sure = new ArrayList<Span>();
    var possible = new ArrayList<Span>();
    var isMoving = false;
    for (var one : known) {
      var isApplied = names(one.applied(), recipient);
      if (!PlainText.of(Recipients.text(one.write())).equals(text)
          || !isApplied && !names(one.doubtful(), recipient)) {
        continue;
      }
      if (!one.changedAt().isBefore(asked.minus(FRESH))) {
        return Verdict.LATER;
      }
      var until = one.stage() == OtherWrite.Stage.ENDED ? clock.latest(one.changedAt()) : null;
      var span = new Span(clock.earliest(one.since()), until == null ? Instant.MAX : until);
      if (isApplied && !one.since().isBefore(from.plus(EDGE))) {
        sure.add(span);
      } else if (one.stage() != OtherWrite.Stage.WAITING || !isAfter(one.write().key(), key)) {
        possible.add(span);
        isMoving |= one.stage() != OtherWrite.Stage.ENDED;
      }
    }
    var ours = new Span(since, Instant.MAX);
    if (matched(with(sure, ours), entries) == matched(sure, entries)) {
      return Verdict.MISSING;
    }
    var all = new ArrayList<>(sure);
    all.addAll(possible);
    if (matched(with(all, ours), entries) > matched(all, entries)) {
      return Verdict.REACHED;
    }
    return isMoving ? Verdict.LATER : Verdict.UNCLEAR;
  }

  /** Of two equal messages that both wait for a look-up, the earlier one takes an entry first. */
  private static boolean isAfter(RepeatKey one, RepeatKey other) {
    return one.hex().compareTo(other.hex()) > 0;
  }

  private static List<Span> with(List<Span> spans, Span one) {
    var more = new ArrayList<>(spans);
    more.add(one);
    return more;
  }

  /** How many sends can have an entry of their own: each entry to the send that ends first. */
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

  private static boolean names(List<Reference> recipients, String id) {
    return recipients.stream().anyMatch(one -> Recipients.id(one).equals(id));
  }
}
