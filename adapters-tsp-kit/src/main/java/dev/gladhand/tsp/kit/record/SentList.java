package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A TSP's list of the messages that were sent to its users, and what it proves of one of ours. The
 * list knows no key of ours, so recipients, times and texts are compared, texts without what TSPs
 * change in them, and each entry counts for one send only. What the list leaves open is said to be
 * unknown, never guessed.
 *
 * @param entries every message that was sent since {@code from}
 * @param answered the answer that held the list
 * @param from where the list begins, by our clock
 * @param asked when the list was asked for, by our clock
 * @param now when it had come, by our clock
 */
public record SentList(
    List<Entry> entries, Exchange.Answered answered, Instant from, Instant asked, Instant now) {
  /**
   * A call without an answer may still be at work: a message that is not listed yet may be a little
   * later.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final String NOT_SURE =
      "the list of sent messages shows one to this recipient that may be this one or another";

  /**
   * One message of the list.
   *
   * @param recipient the TSP's id, or null where the list does not tell for whom it was
   * @param at when it was sent, by the TSP's clock; null where the list does not tell
   */
  public record Entry(@Nullable String recipient, String text, @Nullable Instant at) {}

  public SentList {
    entries = List.copyOf(entries);
  }

  /** What became of a message whose attempt has no answer. */
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt) {
    var results = new ArrayList<RecipientResult>();
    var isOpen = false;
    var isMissing = false;
    var clock = TheirClock.of(answered, asked, now);
    var others = new OtherSends(attempt.others(), clock, from, asked);
    var text = PlainText.of(Recipients.text(write));
    var read = entries.stream().map(Plain::of).toList();
    var ofNobody = read.stream().filter(one -> one.recipient().isEmpty()).toList();
    var byRecipient = read.stream().collect(Collectors.groupingBy(Plain::recipient));
    for (var recipient : write.openRecipients()) {
      var id = Recipients.id(recipient);
      var theirs = byRecipient.getOrDefault(id, List.of());
      var one = new Question(write.key(), id, text, clock.earliest(attempt.begun()));
      switch (verdict(one, theirs, ofNobody, others)) {
        case REACHED -> results.add(RecipientResult.delivered(recipient));
        case UNCLEAR -> results.add(RecipientResult.unknown(recipient, NOT_SURE));
        case MISSING -> isMissing = true;
        case LATER -> isOpen = true;
      }
    }
    var isAllDelivered =
        !isMissing
            && results.stream().allMatch(one -> one.status() == RecipientResult.Status.DELIVERED);
    if (isOpen || !isAllDelivered && Duration.between(attempt.begun(), now).compareTo(QUIET) < 0) {
      var what = "the message is not among those sent to every recipient, so far";
      return new Settlement.TryLater(answered.error(ErrorType.TSP, what, false));
    }
    if (results.isEmpty()) {
      return new Settlement.NotApplied();
    }
    return !isMissing && results.stream().allMatch(SentList::isUnknown)
        ? new Settlement.CannotTell(NOT_SURE)
        : new Settlement.Applied(null, results);
  }

  private static boolean isUnknown(RecipientResult result) {
    return result.status() == RecipientResult.Status.UNKNOWN;
  }

  /** What the list says of one recipient. */
  enum Verdict {
    REACHED,
    MISSING,
    UNCLEAR,
    /** Another write of ours is about to be known. */
    LATER
  }

  /**
   * An entry as it is compared.
   *
   * @param recipient empty where the list does not tell for whom it was
   * @param text without what TSPs change
   */
  private record Plain(String recipient, String text, @Nullable Instant at) {
    static Plain of(Entry entry) {
      var recipient = entry.recipient() == null ? "" : entry.recipient();
      return new Plain(recipient, PlainText.of(entry.text()), entry.at());
    }

    /** Whether it may be this text, whole or cut. */
    boolean mayBe(String sent) {
      return sent.startsWith(text);
    }

    boolean mayBeSince(Instant time) {
      return at == null || !at.isBefore(time);
    }
  }

  /**
   * What is asked of the list: whether a message was sent to one recipient.
   *
   * @param text without what TSPs change
   * @param since the earliest time at which it can have been, by the TSP's clock
   */
  record Question(RepeatKey key, String recipient, String text, Instant since) {}

  private static Verdict verdict(
      Question one, List<Plain> theirs, List<Plain> ofNobody, OtherSends others) {
    var equal = new ArrayList<Instant>();
    for (var entry : theirs) {
      if (entry.at() != null && entry.text().equals(one.text())) {
        equal.add(entry.at());
      }
    }
    var found = others.count(one, equal);
    return found == Verdict.MISSING && !fit(one, theirs, ofNobody, others)
        ? Verdict.UNCLEAR
        : found;
  }

  /** Whether each message of that time that is not like ours is another one of ours. */
  private static boolean fit(
      Question one, List<Plain> theirs, List<Plain> ofNobody, OtherSends others) {
    return ofNobody.stream()
            .noneMatch(entry -> entry.mayBeSince(one.since()) && entry.mayBe(one.text()))
        && theirs.stream()
            .filter(entry -> entry.mayBeSince(one.since()))
            .allMatch(
                entry ->
                    entry.text().equals(one.text())
                        ? entry.at() != null
                        : others.include(one.recipient(), entry.text()));
  }
}
