package dev.gladhand.domain.outcome;

import dev.gladhand.domain.record.SourceId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call to a TSP came to. */
public sealed interface Outcome {

  /**
   * The TSP has taken the whole write, as far as this call goes.
   *
   * @param source the record's id, or null where the TSP gives none
   * @param notDelivered further fields that the TSP dropped, by path
   * @param recipients results for those recipients that this call was for; empty for what is no
   *     message
   */
  record Accepted(
      @Nullable SourceId source, List<String> notDelivered, List<RecipientResult> recipients)
      implements Outcome {
    public Accepted {
      notDelivered = List.copyOf(notDelivered);
      recipients = List.copyOf(recipients);
    }
  }

  /** One of several calls succeeded; make the next with this progress, once it is stored. */
  record Progressed(Progress progress) implements Outcome {}

  /**
   * The call failed.
   *
   * @param recipients results for those recipients for whom this call settled something all the
   *     same
   */
  record Rejected(TspError error, Retry advice, List<RecipientResult> recipients)
      implements Outcome {
    public Rejected {
      recipients = List.copyOf(recipients);
    }
  }

  /** The TSP asks to come back later (429): nothing ran, and it counts as no attempt. */
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
