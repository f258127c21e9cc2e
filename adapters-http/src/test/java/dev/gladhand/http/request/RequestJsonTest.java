package dev.gladhand.http.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.http.answer.Halt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
  private static Object read(String json) {
    return RequestJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void callersAreHeldToTheLimitsOfTheContract() {
    read("[".repeat(32) + "]".repeat(32));
    read("7".repeat(1000));
    read("{\"" + "n".repeat(256) + "\":1}");
    read("[" + "0,".repeat(99_998) + "0]");
    read("\"" + "x".repeat(4 * 1024 * 1024) + "\"");
    for (var json :
        List.of(
            "[".repeat(33) + "]".repeat(33),
            "7".repeat(1001),
            "1e1001",
            "{\"" + "n".repeat(257) + "\":1}",
            "[" + "0,".repeat(100_000) + "0]",
            "\"" + "x".repeat(4 * 1024 * 1024 + 1) + "\"",
            "{\"a\":1,\"a\":2}",
            "\uFEFF{}",
            "{} {}",
            "")) {
      assertEquals(400, assertThrows(Halt.class, () -> read(json)).status());
    }
  }
}
