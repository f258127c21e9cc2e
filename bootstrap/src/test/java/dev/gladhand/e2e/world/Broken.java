package dev.gladhand.e2e.world;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A body that is not valid JSON by the contract, or that no route accepts. */
public record Broken(String name, byte[] body, int status) {
  public static Broken of(String name, String body, int status) {
    return new Broken(name, body.getBytes(StandardCharsets.UTF_8), status);
  }

  public static List<Broken> all() {
    return List.of(
        Broken.of("empty", "", 400),
        Broken.of("blank", "  \n", 400),
        Broken.of("cut off", "{\"a\":", 400),
        Broken.of("no JSON", "hello", 400),
        Broken.of("trailing data", "{} {}", 400),
        Broken.of("trailing comma", "{\"a\":1,}", 400),
        Broken.of("comment", "{/* a */}", 400),
        Broken.of("single quotes", "{'a':1}", 400),
        Broken.of("NaN", "{\"a\":NaN}", 400),
        Broken.of("leading zero", "{\"a\":01}", 400),
        Broken.of("raw control character", "{\"a\":\"\u0001\"}", 400),
        Broken.of("raw NUL", "{\"a\":\"\u0000\"}", 400),
        Broken.of("duplicate key", "{\"a\":1,\"a\":1}", 400),
        Broken.of("duplicate key inside", "{\"a\":{\"b\":1,\"b\":2}}", 400),
        Broken.of("duplicate key by escape", "{\"a\":1,\"\\u0061\":2}", 400),
        Broken.of("32 levels", nested(32), 422),
        Broken.of("33 levels", nested(33), 400),
        Broken.of("100,000 levels", "[".repeat(100_000), 400),
        Broken.of("1,000 digits", "{\"a\":" + "1".repeat(1000) + "}", 422),
        Broken.of("1,001 digits", "{\"a\":" + "1".repeat(1001) + "}", 400),
        Broken.of("1,001 digits of a fraction", "{\"a\":0." + "1".repeat(1000) + "}", 400),
        Broken.of("exponent too large", "{\"a\":1e99999999999}", 400),
        Broken.of("an array", "[]", 422),
        Broken.of("a text", "\"a\"", 422),
        Broken.of("null", "null", 422),
        Broken.of("a number", "1", 422),
        Broken.of("NUL in a name", "{\"a\\u0000\":1}", 422),
        Broken.of("lone surrogate in a name", "{\"\\ud800\":1}", 422),
        new Broken("invalid UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 400),
        new Broken(
            "overlong UTF-8",
            new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            400),
        new Broken(
            "surrogate as UTF-8",
            new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            400),
        new Broken("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16), 400),
        new Broken("a byte order mark", "\ufeff{}".getBytes(StandardCharsets.UTF_8), 400));
  }

  private static String nested(int levels) {
    return "{\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Override
  public String toString() {
    return name;
  }
}
