package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.MalformedJson;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that callers send. What is malformed, or more than is allowed, is a 400. */
public final class RequestJson {
  /** More values than the largest import has; the objects are many times as large as their text. */
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
