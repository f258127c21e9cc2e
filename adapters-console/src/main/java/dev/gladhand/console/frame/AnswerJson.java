package dev.gladhand.console.frame;

import dev.gladhand.console.page.Cell;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads JSON values of the application's answers for pages. */
public final class AnswerJson {
  private AnswerJson() {}

  public static String text(Map<String, @Nullable Object> json, String name) {
    var value = json.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  /**
   * A cell with the time in the member {@code name} of an object; a dash if the member has no time.
   */
  public static Cell time(Map<String, @Nullable Object> json, String name) {
    return Cell.time(Moments.parse(text(json, name)));
  }

  public static Map<String, @Nullable Object> map(@Nullable Object json) {
    return Objects.requireNonNullElse(Json.object(json), Map.of());
  }

  public static List<@Nullable Object> list(@Nullable Object json) {
    return Objects.requireNonNullElse(Json.array(json), List.of());
  }
}
