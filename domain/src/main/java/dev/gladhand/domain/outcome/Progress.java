package dev.gladhand.domain.outcome;

import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a write that needs several calls is done. It is stored before the next call, so that
 * no step is repeated after a crash.
 *
 * @param steps calls that succeeded so far
 * @param source the id of the record that an earlier step made; null if there is none
 * @param recipients the results of recipients that need no further call
 */
public record Progress(int steps, @Nullable SourceId source, List<RecipientResult> recipients) {
  public static final Progress NONE = new Progress(0, null, List.of());

  public Progress {
    recipients = List.copyOf(recipients);
  }

  /**
   * The same progress with these results added; a recipient's later result replaces its earlier
   * one.
   */
  public Progress plus(List<RecipientResult> results) {
    var all = results();
    for (var result : results) {
      all.remove(result.recipient());
      all.put(result.recipient(), result);
    }
    return new Progress(steps, source, List.copyOf(all.values()));
  }

  /** The results by recipient, in the order in which they came; the caller may change the map. */
  public Map<Reference, RecipientResult> results() {
    var all = new LinkedHashMap<Reference, RecipientResult>();
    recipients.forEach(result -> all.put(result.recipient(), result));
    return all;
  }

  /**
   * The same progress with one more successful step.
   *
   * @param made the id of the record that the step made; null if it made none
   */
  public Progress next(@Nullable SourceId made) {
    return new Progress(steps + 1, made == null ? source : made, recipients);
  }

  /** Those recipients of {@code all} that have no final result yet, in the order of {@code all}. */
  public List<Reference> open(List<Reference> all) {
    var known = results();
    return all.stream().filter(one -> !known.containsKey(one)).toList();
  }
}
