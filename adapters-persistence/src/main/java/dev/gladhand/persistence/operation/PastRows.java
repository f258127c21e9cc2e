package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.Past.How;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes as text how an operation waited and how its attempts were settled. Each wait and each
 * settling is one line, so that further ones can be appended.
 */
final class PastRows {
  /**
   * SQL for the new value of the column {@code past} in {@code work}, whose alias is {@code w}:
   * further lines are appended, unless the column already has more than {@link
   * Operations#PAST_KEPT} characters.
   */
  static final String APPENDED =
      """
      case when cast({past} as varchar) is null or char_length(coalesce(w.past, '')) > %d then w.past
        else coalesce(w.past, '') || cast({past} as varchar) end"""
          .formatted(Operations.PAST_KEPT);

  private PastRows() {}

  /** Returns the text, with one line for each wait or settling; null if there are none. */
  static @Nullable String write(List<Past> past) {
    return past.isEmpty()
        ? null
        : past.stream().map(PastRows::line).collect(Collectors.joining("\n", "", "\n"));
  }

  static List<Past> read(@Nullable String lines) {
    return lines == null ? List.of() : lines.lines().map(PastRows::past).toList();
  }

  private static String line(Past past) {
    return switch (past) {
      case Past.Waited(var why, var from, var until) ->
          "waited " + why + " " + Moments.format(from) + " " + Moments.format(until);
      case Past.Settled(var how, var at) ->
          "settled " + how.name().toLowerCase(Locale.ROOT) + " " + Moments.format(at);
    };
  }

  private static Past past(String line) {
    var words = line.split(" ", -1);
    return words[0].equals("waited")
        ? new Past.Waited(words[1], Instant.parse(words[2]), Instant.parse(words[3]))
        : new Past.Settled(How.valueOf(words[1].toUpperCase(Locale.ROOT)), Instant.parse(words[2]));
  }
}
