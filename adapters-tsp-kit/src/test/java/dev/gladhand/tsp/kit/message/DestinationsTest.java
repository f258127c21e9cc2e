package dev.gladhand.tsp.kit.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private static final Reference ANA = Reference.of(new SourceId("ana"));
  private static final Reference BEN = Reference.of(new SourceId("ben"));
  private static final TspAccess ACCESS =
      new TspAccess(
          ConnectionId.of("01900000-0000-7000-8000-000000000001"),
          new Credentials(Fields.NONE),
          Settings.NONE,
          Duration.ofSeconds(1));

  private static final Write<GroupMessage> MESSAGE =
      new Write<>(
          new RepeatKey(new UUID(0, 7)),
          OperationType.CREATE,
          new GroupMessage(
              Fields.NONE
                  .with(GroupMessage.RECIPIENT_IDS, List.of(ANA, BEN))
                  .with(GroupMessage.MESSAGE_TEXT, "Dock 4")),
          null,
          Settings.NONE,
          Progress.NONE,
          null);

  private static Map<String, List<Reference>> all(Map<String, String> named) {
    var destinations =
        new Destinations(
            "vehicle",
            (_, driver) -> named.get(driver),
            (driver, _) -> new Fact.Known<>("truck of " + driver),
            "has no vehicle");
    return switch (destinations.all(MESSAGE, ACCESS)) {
      case Fact.Known<Map<String, List<Reference>>>(var all) -> all;
      case Fact.Unknown<Map<String, List<Reference>>> unknown ->
          throw new AssertionError(unknown.error().details());
    };
  }

  private static SentList.Entry entry(Map<String, List<Reference>> all, String to, String text) {
    return Destinations.entry(MESSAGE, all, new SentList.Entry(to, text, null));
  }

  @Test
  void anEntryAtADestinationIsOfItsRecipient() {
    var all = all(Map.of("ana", "t1"));
    assertEquals("ana", entry(all, "t1", "Dock 4").recipient());
    assertEquals("ben", entry(all, "truck of ben", "Dock 4").recipient());
  }

  @Test
  void anEntryElsewhereMayBeOfARecipientWhoHasMoved() {
    var all = all(Map.of("ana", "t1"));
    assertNull(entry(all, "t3", "Dock 4").recipient());
    assertEquals("t3", entry(all, "t3", "Bring papers").recipient());
  }

  @Test
  void anEntryWhereTwoRecipientsHaveTheirsIsOfNeither() {
    assertNull(entry(all(Map.of("ana", "t1", "ben", "t1")), "t1", "Dock 4").recipient());
  }

  @Test
  void recipientsThatAreTheirOwnDestinationsDoNotMove() {
    var all = all(Map.of("ana", "ana", "ben", "ben"));
    assertEquals("ana", entry(all, "ana", "Dock 4").recipient());
    assertEquals("eva", entry(all, "eva", "Dock 4").recipient());
  }
}
