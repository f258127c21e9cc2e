package dev.gladhand.tsp.kit.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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

  private static final String UNCLEAR = "null";
  private static final TspRequest REQUEST =
      new TspRequest("POST", "https://tsp.example/", Map.of(), List.of(), "", "");
  private static final Instant BEGUN = Instant.parse("2026-11-20T08:29:00Z");

  private final Map<String, String> now = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Map<String, String> named = Map.of();
  private boolean isRedirecting = true;
  private Unanswered.Others others = Unanswered.Others.NONE;

  private static Write<GroupMessage> to(List<Reference> recipients, Progress progress) {
    return new Write<>(
        new RepeatKey(new UUID(0, 7)),
        OperationType.CREATE,
        new GroupMessage(
            Fields.NONE
                .with(GroupMessage.RECIPIENT_IDS, recipients)
                .with(GroupMessage.MESSAGE_TEXT, "Dock 4")),
        null,
        Settings.NONE,
        progress,
        null);
  }

  private static Write<GroupMessage> to(Reference... recipients) {
    return to(List.of(recipients), Progress.NONE);
  }

  private Fact<String> ask(String driver) {
    asked.add(driver);
    return new Fact.Known<>(now.getOrDefault(driver, ""));
  }

  private Destinations destinations() {
    var source =
        new Destinations.Source() {
          @Override
          public Fact<String> now(String driver, TspAccess tsp) {
            return ask(driver);
          }

          @Override
          public Fact<String> recent(String driver, TspAccess tsp) {
            return ask(driver);
          }
        };
    return new Destinations(
        "vehicle", _ -> isRedirecting, (_, driver) -> named.get(driver), source, "has no vehicle");
  }

  /** The recipients that the entry with this text at this destination has. */
  private List<String> whose(Write<?> write, String at, String text) {
    var entries =
        destinations()
            .entries(
                write,
                new Unanswered(BEGUN, others),
                BEGUN,
                List.of(new SentList.Entry(at, text, BEGUN)),
                ACCESS);
    return switch (entries) {
      case Fact.Known<List<SentList.Entry>>(var all) ->
          all.stream().map(one -> String.valueOf(one.recipient())).toList();
      case Fact.Unknown<List<SentList.Entry>> unknown ->
          throw new AssertionError(unknown.error().details());
    };
  }

  private static OtherWrite delivered(Write<?> write) {
    return new OtherWrite(
        write,
        BEGUN,
        BEGUN.plusSeconds(5),
        OtherWrite.Stage.ENDED,
        write.payload().recipients(),
        List.of(),
        null);
  }

  @Test
  void anEntryAtTheDestinationOfTheOnlyRecipientIsTheRecipients() {
    now.put("ana", "t1");
    assertEquals(List.of("ana"), whose(to(ANA), "t1", "Dock 4"));
    assertEquals(List.of("ana"), whose(to(ANA), "t1", "Bring papers"));
    assertEquals(List.of(UNCLEAR), whose(to(ANA), "t3", "Dock 4"));
    assertEquals(List.of(), whose(to(ANA), "t3", "Bring papers"));
  }

  /** The message to Ana went to t1; then Ana and Ben have changed vehicles. */
  @Test
  void anEntryAtADestinationThatAnotherRecipientMayHaveHadIsOfNeither() {
    now.putAll(Map.of("ana", "t2", "ben", "t1"));
    assertEquals(List.of(UNCLEAR), whose(to(ANA, BEN), "t1", "Dock 4"));
    named = Map.of("ana", "t2");
    assertEquals(List.of(UNCLEAR), whose(to(ANA, BEN), "t1", "Dock 4"));
    assertEquals(List.of(UNCLEAR), whose(to(ANA, BEN), "t2", "Dock 4"));
    var onlyBen =
        to(List.of(ANA, BEN), Progress.NONE.plus(List.of(RecipientResult.delivered(ANA))));
    assertEquals(List.of(UNCLEAR), whose(onlyBen, "t1", "Dock 4"));
  }

  @Test
  void theSettingsKeepDestinationsApart() {
    named = Map.of("ana", "t1", "ben", "t2");
    assertEquals(List.of("ana"), whose(to(ANA, BEN), "t1", "Dock 4"));
    assertEquals(List.of("ben"), whose(to(ANA, BEN), "t2", "Dock 4"));
    assertEquals(List.of(), asked);
    named = Map.of("ana", "t1", "ben", "t1");
    assertEquals(List.of(UNCLEAR), whose(to(ANA, BEN), "t1", "Dock 4"));
    assertEquals(List.of("ana", "ben"), whose(to(ANA, BEN), "t1", "Bring papers"));
  }

  @Test
  void theSameTextInAnotherMessageMayHaveGoneToTheSameDestination() {
    now.put("ana", "t1");
    others = _ -> Optional.of(List.of(delivered(to(BEN))));
    assertEquals(List.of(UNCLEAR), whose(to(ANA), "t1", "Dock 4"));
    named = Map.of("ana", "t1", "ben", "t2");
    assertEquals(List.of("ana"), whose(to(ANA), "t1", "Dock 4"));
    others = _ -> Optional.of(List.of(delivered(to(ANA))));
    named = Map.of();
    assertEquals(List.of("ana"), whose(to(ANA), "t1", "Dock 4"));
    others = _ -> Optional.empty();
    assertEquals(List.of(UNCLEAR), whose(to(ANA), "t1", "Dock 4"));
  }

  /** A vehicle may have the same id as a driver. */
  @Test
  void theIdOfADestinationIsNotTheIdOfARecipient() {
    now.putAll(Map.of("ana", "ana"));
    assertEquals(List.of("ana"), whose(to(ANA), "ana", "Dock 4"));
    now.put("ana", "ben");
    now.put("ben", "t1");
    assertEquals(List.of(), whose(to(BEN), "ben", "Bring papers"));
    assertEquals(List.of(UNCLEAR), whose(to(BEN), "ben", "Dock 4"));
    named = Map.of("ana", "ana");
    var body = new Body();
    assertEquals("ana", destinations().shown(to(ANA), ANA, null, body));
    var shown = assertInstanceOf(Translation.Ready.class, body.translation(REQUEST));
    assertEquals(
        List.of("recipient_ids.0: goes to the vehicle ana"),
        shown.warnings().stream().map(Translation.Warning::message).toList());
  }

  @Test
  void recipientsThatAreTheirOwnDestinationsKeepTheirEntries() {
    isRedirecting = false;
    named = Map.of("ana", "t1");
    assertEquals(List.of("ana"), whose(to(ANA, BEN), "ana", "Dock 4"));
    assertEquals(List.of("eva"), whose(to(ANA, BEN), "eva", "Dock 4"));
    assertEquals(List.of(), asked);
    assertEquals("ana", destinations().shown(to(ANA), ANA, null, new Body()));
  }

  @Test
  void aLookUpAsksForFewOpenRecipientsThatTheSettingsDoNotName() {
    var many =
        IntStream.range(0, 1000).mapToObj(i -> Reference.of(new SourceId("driver " + i))).toList();
    named = Map.of("driver 1", "t1");
    var done = Progress.NONE.plus(List.of(RecipientResult.delivered(many.getFirst())));
    assertEquals(List.of(UNCLEAR), whose(to(many, done), "t9", "Dock 4"));
    assertEquals(20, asked.size());
    assertEquals("driver 2", asked.getFirst());
  }

  @Test
  void anEmptyListNeedsNoDestinations() {
    var none = destinations().entries(to(ANA), Unanswered.since(BEGUN), BEGUN, List.of(), ACCESS);
    assertEquals(new Fact.Known<>(List.of()), none);
    assertEquals(List.of(), asked);
  }
}
