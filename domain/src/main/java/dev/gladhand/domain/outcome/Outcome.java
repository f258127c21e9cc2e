package dev.gladhand.domain.outcome;

import dev.gladhand.domain.record.SourceId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of one call to a TSP. */
public sealed interface Outcome {

  /**
   * The TSP has accepted what this call sent. The write needs no further call, unless it is a
   * message of which some recipients have no result yet.
   *
   * @param source the record's id; null if the TSP gives none
   * @param notDelivered the paths of fields that the TSP dropped, besides those that the
   *     translation of the write names
   * @param recipients results for the recipients of this call; empty if the write is not a message
   */
  record Accepted(
      @Nullable SourceId source, List<String> notDelivered, List<RecipientResult> recipients)
      implements Outcome {
    public Accepted {
      notDelivered = List.copyOf(notDelivered);
      recipients = List.copyOf(recipients);
    }
  }

  /** One of several calls succeeded. This progress is stored before the next call is made. */
  record Progressed(Progress progress) implements Outcome {}

  /**
   * The call failed.
   *
   * @param recipients results for those recipients for whom the failed call still gave a final
   *     result
   */
  record Rejected(TspError error, Retry advice, List<RecipientResult> recipients)
      implements Outcome {
    public Rejected {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * The TSP asks to call again later (429). Nothing was done, and the call does not count as an
   * attempt.
   */
  record Throttled(TspError error, @Nullable Duration retryAfter) implements Outcome {}

  static Outcome accepted() {
    return new Accepted(null, List.of(), List.of());
  }

  static Outcome accepted(@Nullable SourceId source) {
    return new Accepted(source, List.of(), List.of());
  }

  static Outcome delivered(List<RecipientResult> recipients) {
    return new Accepted(null, List.of(), recipients);
  }

  static Outcome rejected(TspError error, Retry advice) {
    return new Rejected(error, advice, List.of());
  }
}
