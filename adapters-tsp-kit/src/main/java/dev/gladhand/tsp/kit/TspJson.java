package dev.gladhand.tsp.kit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gladhand.domain.payload.SourceId;
import dev.gladhand.domain.payload.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as TSPs send and take it: exact decimals in plain notation, keys in the order given. */
public final class TspJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
          .build();

  private TspJson() {}

  /** The body as JSON, or null where it is none. */
  public static @Nullable JsonNode read(byte[] body) {
    try {
      var node = JSON.readTree(body);
      return node == null || node.isMissingNode() ? null : node;
    } catch (IOException _) {
      return null;
    }
  }

  /** The JSON text; the same value always gives the same text. */
  public static String write(Map<String, ? extends @Nullable Object> body) {
    return text(body);
  }

  static String text(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the body cannot be written as JSON", e);
    }
  }

  /**
   * The id that stands at a path, a string or a whole number; null where there is none that can be
   * kept.
   */
  public static @Nullable SourceId id(@Nullable JsonNode body, String... path) {
    var text = string(body, path);
    return text == null
            || text.isEmpty()
            || text.length() > SourceId.MAX_LENGTH
            || !Texts.storable(text)
        ? null
        : new SourceId(text);
  }

  /** The string, or the number's digits, that stands at a path; null where there is none. */
  public static @Nullable String string(@Nullable JsonNode body, String... path) {
    var node = at(body, path);
    if (node == null || !node.isTextual() && !node.isIntegralNumber()) {
      return null;
    }
    return node.asText();
  }

  /** The moment, by RFC 3339, that stands at a path; null where none can be read. */
  public static @Nullable Instant moment(@Nullable JsonNode body, String... path) {
    var text = string(body, path);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** The items of the array at a path; null where there is none. */
  public static @Nullable List<JsonNode> items(@Nullable JsonNode body, String... path) {
    var array = at(body, path);
    return array == null || !array.isArray() ? null : array.valueStream().toList();
  }

  /** What stands at a path; null where nothing does, or JSON's null. */
  public static @Nullable JsonNode at(@Nullable JsonNode body, String... path) {
    var node = body;
    for (var step : path) {
      node = node == null ? null : node.get(step);
    }
    return node == null || node.isNull() || node.isMissingNode() ? null : node;
  }
}
