package dev.gladhand.tsp.kit;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    for (var recipient : write.openRecipients()) {
      switch (verdict(write, recipient, clock.earliest(attempt.begun()), others)) {
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

  private Verdict verdict(
      Write<? extends Payload> write, Reference recipient, Instant since, OtherSends others) {
    var id = Recipients.id(recipient);
    var text = PlainText.of(Recipients.text(write));
    var equal = new ArrayList<Instant>();
    var isUnclear = false;
    for (var entry : entries) {
      var at = entry.at();
      var isEqual = PlainText.of(entry.text()).equals(text);
      var isTheirs = id.equals(entry.recipient());
      if (isTheirs && isEqual && at != null) {
        equal.add(at);
      } else if (at == null || !at.isBefore(since)) {
        isUnclear |= isTheirs || entry.recipient() == null;
      }
    }
    var isThere = equal.stream().anyMatch(at -> !at.isBefore(since));
    var found = isThere ? others.count(write.key(), id, text, equal, since) : Verdict.MISSING;
    return found == Verdict.MISSING && isUnclear && !fit(write, id, since, others)
        ? Verdict.UNCLEAR
        : found;
  }

  /** Whether each message of that time that is not like ours is another one of ours. */
  private boolean fit(
      Write<? extends Payload> write, String recipient, Instant since, OtherSends others) {
    var text = PlainText.of(Recipients.text(write));
    return entries.stream()
        .filter(entry -> entry.at() == null || !entry.at().isBefore(since))
        .allMatch(
            entry -> {
              var said = PlainText.of(entry.text());
              if (entry.recipient() == null) {
                return !PlainText.mayBe(entry.text(), Recipients.text(write));
              }
              if (!entry.recipient().equals(recipient)) {
                return true;
              }
              return said.equals(text) ? entry.at() != null : others.include(recipient, said);
            });
  }
}
