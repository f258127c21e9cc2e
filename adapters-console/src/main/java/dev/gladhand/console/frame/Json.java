package dev.gladhand.console.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gladhand.console.page.Cell;
import dev.gladhand.domain.payload.Moments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows JSON values, with every number as it was sent. */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private Json() {}

  /** On one line. */
  public static String compact(@Nullable Object json) {
    return text(json, MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT));
  }

  public static String write(@Nullable Object json) {
    return text(json, MAPPER.writer());
  }

  private static String text(@Nullable Object json, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON value cannot be written", e);
    }
  }

  public static String text(Map<String, @Nullable Object> json, String name) {
    var value = json.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  /** A time that stands there as text. */
  public static Cell time(Map<String, @Nullable Object> json, String name) {
    return Cell.time(Moments.parse(text(json, name)));
  }

  @SuppressWarnings("unchecked") // The names of a JSON object are strings.
  public static Map<String, @Nullable Object> map(@Nullable Object json) {
    return json instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  public static List<?> list(@Nullable Object json) {
    return json instanceof List<?> list ? list : List.of();
  }
}
