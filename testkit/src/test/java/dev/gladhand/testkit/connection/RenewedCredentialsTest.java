package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Measurements;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.testkit.store.Samples;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Credentials that tell nobody when they run out, used and renewed by two nodes. */
final class RenewedCredentialsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final House house = new House();
  private final InMemoryStore store = house.store;
  private final TicketTsp tsp = new TicketTsp();
  private final CallTsp first = node();
  private final CallTsp second = node();
  private final Connection connection = connection();

  private CallTsp node() {
    return new CallTsp(
        new Adapters(List.of(tsp)),
        store.connections(),
        store.operations(),
        house.clock,
        Measurements.NONE,
        Tracing.NONE);
  }

  private Connection connection() {
    var made =
        new Connection(
            new dev.gladhand.domain.connection.ConnectionId(new UUID(8, 1)),
            House.PARTNER,
            TicketTsp.ID,
            new UUID(8, 2),
            null,
            Settings.NONE,
            dev.gladhand.domain.connection.ConnectionStatus.ACTIVE,
            null,
            house.now,
            house.now,
            null,
            1);
    store.connections().add(made, TicketTsp.ticket(0), "connection.created");
    return made;
  }

  @Test
  void whatAnotherNodeRenewedLongAgoIsRenewedOnceMore() {
    assertInstanceOf(Outcome.Accepted.class, first.test(connection, TIMEOUT));
    assertInstanceOf(Outcome.Accepted.class, second.test(connection, TIMEOUT));
    tsp.good = 1;
    assertInstanceOf(Outcome.Accepted.class, first.test(connection, TIMEOUT));
    tsp.good = 2;
    assertInstanceOf(Outcome.Accepted.class, second.test(connection, TIMEOUT));
    assertEquals(2, tsp.renewals);
  }

  @Test
  void aRefusalOfWhatWasJustRenewedIsFinal() {
    tsp.good = 7;
    var outcome = assertInstanceOf(Outcome.Rejected.class, first.test(connection, TIMEOUT));
    assertInstanceOf(Retry.NewCredentials.class, outcome.advice());
    assertEquals(1, tsp.renewals);
  }

  @Test
  void aTestByAnAdapterThatFailsHasAnOutcome() {
    tsp.fails = true;
    var outcome = assertInstanceOf(Outcome.Rejected.class, first.test(connection, TIMEOUT));
    assertEquals(ErrorType.TSP, outcome.error().type());
    assertTrue(outcome.error().toString().contains("the adapter for"), outcome::toString);
  }

  @Test
  void fiftyCallsWithoutASessionSignInOnce() {
    tsp.expired = true;
    tsp.good = 1;
    assertEquals(Set.of(Outcome.accepted()), Set.copyOf(fiftyCalls()));
    assertEquals(1, tsp.renewals);
  }

  @Test
  void fiftyCallsAreToldOfOneRefusalInTheWordsOfTheTsp() {
    tsp.expired = true;
    tsp.good = 7;
    tsp.answer = new Renewer.Renewal.Refused(new TspError(ErrorType.AUTH, "locked", false, null));
    for (var outcome : fiftyCalls()) {
      var rejected = assertInstanceOf(Outcome.Rejected.class, outcome);
      assertEquals("locked", rejected.error().details());
      assertInstanceOf(Retry.NewCredentials.class, rejected.advice());
    }
    assertEquals(1, tsp.renewals);
  }

  @Test
  void fiftyCallsWaitAsLongAsTheTspSaysAndOneTriesAgainThen() {
    tsp.expired = true;
    tsp.good = 7;
    var limited = new TspError(ErrorType.TSP, "10 a minute", false, null);
    tsp.answer = new Renewer.Renewal.TryLater(limited, Duration.ofSeconds(58));
    for (var outcome : fiftyCalls()) {
      assertEquals(new Outcome.Throttled(limited, Duration.ofSeconds(58)), outcome);
    }
    assertEquals(1, tsp.renewals);
    house.now = house.now.plusSeconds(58);
    first.test(connection, TIMEOUT);
    assertEquals(2, tsp.renewals);
  }

  private List<Outcome> fiftyCalls() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, 50)
          .mapToObj(
              _ -> CompletableFuture.supplyAsync(() -> first.test(connection, TIMEOUT), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  /** Hands out tickets by number, and takes one of them. */
  private static final class TicketTsp implements TspAdapter, Renewer {
    static final TspId ID = new TspId("tickets");
    volatile int good;
    volatile boolean expired;
    volatile boolean fails;
    volatile @Nullable Renewal answer;
    int renewals;

    static Credentials ticket(int number) {
      return new Credentials(Fields.builder().put(Samples.TOKEN, "ticket-" + number).build());
    }

    @Override
    public boolean renewable(Credentials credentials) {
      return true;
    }

    @Override
    public boolean expired(Credentials credentials, Instant now) {
      return expired && "ticket-0".equals(credentials.get(Samples.TOKEN));
    }

    @Override
    public synchronized Renewal renew(TspAccess access, Instant now) {
      if (answer != null) {
        renewals++;
        return answer;
      }
      return new Renewal.Renewed(ticket(++renewals));
    }

    @Override
    public Outcome test(TspAccess access) {
      if (fails) {
        throw new IllegalStateException("a bug");
      }
      return ("ticket-" + good).equals(access.credentials().get(Samples.TOKEN))
          ? Outcome.accepted()
          : Outcome.rejected(
              new TspError(ErrorType.AUTH, "no", false, null), new Retry.NewCredentials());
    }

    @Override
    public TspId id() {
      return ID;
    }

    @Override
    public String displayName() {
      return "Tickets";
    }

    @Override
    public Writers writers() {
      return Writers.builder().build();
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(
          List.of(Shape.of(List.of(Samples.TOKEN))), Set.of(Samples.TOKEN));
    }

    @Override
    public SettingsSchema settings() {
      return new SettingsSchema(Shape.of(List.of()), Set.of());
    }

    @Override
    public RateLimits rateLimits(Settings settings) {
      return RateLimits.unknown();
    }

    @Override
    public Optional<Renewer> renewer() {
      return Optional.of(this);
    }
  }
}
