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
 * A TSP's list of sent messages, with which an unanswered message of the gateway is settled. The
 * list contains no key of the gateway, so an entry is recognized by recipient, time and text (in
 * the form of {@link PlainText}), and counts for one message only. If the list proves nothing about
 * a recipient, the result for that recipient is unknown.
 *
 * @param entries every message that was sent since {@code from}
 * @param answered the answer that contained the list
 * @param from the time at which the list begins, by the gateway's clock
 * @param asked when the list was requested, by the gateway's clock
 * @param now when the list had arrived, by the gateway's clock
 */
public record SentList(
    List<Entry> entries, Exchange.Answered answered, Instant from, Instant asked, Instant now) {
  /**
   * How long after its beginning an unanswered call may still be running at the TSP. Until then, a
   * message that is missing in the list may still appear.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final String NOT_SURE =
      "it is not clear whether a message in the list of sent messages is this one";

  /**
   * One message of the list.
   *
   * @param recipient the TSP's id of the recipient; null if the list does not name the recipient
   * @param at when it was sent, by the TSP's clock; null if the list does not say
   */
  public record Entry(@Nullable String recipient, String text, @Nullable Instant at) {
    /**
     * @param text null if the list does not contain the text; the entry then gets an empty one
     */
    public static Entry of(
        @Nullable String recipient, @Nullable String text, @Nullable Instant at) {
      return new Entry(recipient, text == null ? "" : text, at);
    }
  }

  public SentList {
    entries = List.copyOf(entries);
  }

  /** Settles a message whose attempt has no answer. */
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
      var what = "the list of sent messages does not have the message to every recipient yet";
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

  /** What the list shows about whether the message was sent to one recipient. */
  enum Verdict {
    REACHED,
    MISSING,
    UNCLEAR,
    /**
     * Not known yet: the result of another message of the gateway, with the same text to this
     * recipient, must be stored or settled first, or it changed so shortly before the list was
     * requested that the list may lack it.
     */
    LATER
  }

  /**
   * An entry in the form in which entries are compared.
   *
   * @param recipient empty if the list does not name the recipient
   * @param text the text in the form of {@link PlainText}
   */
  private record Plain(String recipient, String text, @Nullable Instant at) {
    static Plain of(Entry entry) {
      var recipient = entry.recipient() == null ? "" : entry.recipient();
      return new Plain(recipient, PlainText.of(entry.text()), entry.at());
    }

    /** Whether the text of the entry may be the sent text or its beginning. */
    boolean mayBe(String sent) {
      return sent.startsWith(text);
    }

    boolean mayBeSince(Instant time) {
      return at == null || !at.isBefore(time);
    }
  }

  /**
   * The question whether a message was sent to one recipient.
   *
   * @param text the text in the form of {@link PlainText}
   * @param since the earliest time at which the message can have been sent, by the TSP's clock
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

  /**
   * Whether it is certain that no entry since the time of the question, apart from those already
   * counted, is the message. An entry may be the message in three cases: the entry has no
   * recipient, and its text may be that of the message; it has the recipient and text of the
   * message but no time; or it has the recipient, and its text is neither that of the message nor
   * that of another message of the gateway to this recipient.
   */
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
