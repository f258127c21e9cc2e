package dev.gladhand.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gladhand.application.event.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events with Jackson: fields in the order given, decimals digit for digit. */
public final class EventJson implements JsonText {
  private final ObjectWriter writer =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build().writer();

  @Override
  public String write(Map<String, @Nullable Object> object) {
    try {
      return writer.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an event holds what is no JSON value", e);
    }
  }
}
