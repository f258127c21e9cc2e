package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.MalformedJson;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of callers. JSON that is malformed or exceeds a limit is a 400. */
public final class RequestJson {
  /**
   * The limit of 100,000 values is a little above what the largest import needs. It is low, because
   * parsed objects take many times the memory of their text.
   */
  private static final JsonReader READER =
      new JsonReader(new JsonLimits("the body", true, 32, 100_000, 256, 4 * 1024 * 1024, 1000));

  private RequestJson() {}

  public static @Nullable Object read(byte[] body) {
    try {
      return READER.read(body);
    } catch (MalformedJson malformed) {
      throw Halt.malformed(malformed.why());
    }
  }
}
