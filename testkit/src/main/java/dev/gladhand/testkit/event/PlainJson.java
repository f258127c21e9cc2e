package dev.gladhand.testkit.event;

import dev.gladhand.application.event.JsonText;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes JSON well enough for tests: no text in them needs escaping. */
final class PlainJson implements JsonText {
  @Override
  public String write(Map<String, @Nullable Object> object) {
    return text(object);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\":" + text(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case String text -> "\"" + text + "\"";
      case null, default -> String.valueOf(value);
    };
  }
}
