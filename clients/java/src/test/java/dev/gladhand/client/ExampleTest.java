package dev.gladhand.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.client.model.NewMessage;
import dev.gladhand.client.model.OperationStatus;
import example.SendAndVerify;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client and its example against the demo that scripts/check-clients has started. */
class ExampleTest {
  private static final Map<String, String> SETTINGS = System.getenv();

  private static Gladhand gladhand() {
    return Gladhand.at(
        SETTINGS.get("GLADHAND_URL"),
        SETTINGS.get("GLADHAND_CLIENT_ID"),
        SETTINGS.get("GLADHAND_CLIENT_SECRET"));
  }

  private static NewMessage message(String text) {
    return new NewMessage()
        .connectionId(UUID.fromString(SETTINGS.get("GLADHAND_CONNECTION_ID")))
        .recipientId(UUID.fromString(SETTINGS.get("GLADHAND_RECIPIENT_ID")))
        .messageText(text);
  }

  @Test
  void theExampleSendsAMessageAndVerifiesItsWebhook() throws Exception {
    var hook = "http://127.0.0.1:" + SETTINGS.get("GLADHAND_RECEIVER_PORT") + "/hook";
    SendAndVerify.main(new String[] {hook});
  }

  @Test
  void theExampleIsThirtyLines() throws Exception {
    var lines = Files.readAllLines(Path.of("src/test/java/example/SendAndVerify.java"));
    assertTrue(lines.size() <= 30, () -> lines.size() + " lines");
    lines.forEach(line -> assertTrue(line.length() <= 120, line));
  }

  @Test
  void waitsForAnOperation() throws Exception {
    var gladhand = gladhand();
    var sent =
        gladhand.send(message("w"));
    var ended = gladhand.waitFor(sent.getConnectionId(), sent.getId(), Duration.ofSeconds(60));
    assertEquals(OperationStatus.SUCCESS, ended.getStatus());
  }

  @Test
  void sendsManyOnceAndFindsThemInTheFeed() throws Exception {
    var gladhand = gladhand();
    var before = gladhand.feed(0);
    before.forEach(event -> {});
    var bodies = IntStream.range(0, 20).mapToObj(n -> message("bulk " + n)).toList();
    var lines = gladhand.bulk("messages", bodies);
    assertEquals(20, lines.size());
    for (var line : lines) {
      assertEquals(202, line.status(), String.valueOf(line.error()));
      gladhand.waitFor(
          line.operation().getConnectionId(), line.operation().getId(), Duration.ofSeconds(60));
    }
    var feed = gladhand.feed(before.position());
    var told = IntStream.builder();
    for (var event : feed) {
      told.add(event.getEventName().equals("resource_operation.created") ? 1 : 0);
    }
    assertTrue(told.build().sum() >= 20);
  }
}
