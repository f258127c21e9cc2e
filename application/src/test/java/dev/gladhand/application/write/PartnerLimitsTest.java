package dev.gladhand.application.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.write.PartnerLimits.Limits;
import dev.gladhand.domain.connection.PartnerId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PartnerLimitsTest {
  private static final PartnerId US = new PartnerId(new UUID(1, 1));
  private static final PartnerId OTHERS = new PartnerId(new UUID(1, 2));
  private static final int MANY = 5000;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long pending;
  private final Kept kept = new Kept();
  private boolean away;
  private int counts;
  private Runnable whileCounting = () -> {};

  private PartnerLimits limits(int perSecond, long mostPending, int syncCalls) {
    return new PartnerLimits(
        new Limits(perSecond, mostPending, syncCalls),
        new PartnerCaps(1, 1, 1, 1, 2),
        operations(),
        kept,
        () -> now);
  }

  /** A store in which we have so much, and the others nothing. */
  private static final class Kept implements KeptBytes {
    private long ours;
    private int asked;
    private boolean away;

    @Override
    public long of(PartnerId partner) {
      asked++;
      if (away) {
        throw new StoreUnavailable("away", false, new IllegalStateException("away"));
      }
      return partner.equals(US) ? ours : 0;
    }

    @Override
    public Map<PartnerId, Long> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int count(Instant before, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget(Instant before) {
      throw new UnsupportedOperationException();
    }
  }

  /** A store that can count, and nothing else. */
  private Operations operations() {
    var proxy =
        Proxy.newProxyInstance(
            Operations.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (_, called, arguments) -> {
              if (!called.getName().equals("pending")) {
                throw new UnsupportedOperationException(called.getName());
              }
              if (away) {
                throw new StoreUnavailable("away", false, new IllegalStateException("away"));
              }
              counts++;
              whileCounting.run();
              return Math.min(pending, (long) arguments[1]);
            });
    return (Operations) proxy;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** Lets in what it may, and has it end at once. */
  private static int letIn(PartnerLimits limits, int tries) {
    var count = 0;
    for (var n = 0; n < tries; n++) {
      count += limits.admit(US).isEmpty() ? 1 : 0;
    }
    limits.ended(US, count);
    return count;
  }

  private static Refusal.TooMany refused(Optional<Refusal> refusal) {
    return assertInstanceOf(Refusal.TooMany.class, refusal.orElseThrow());
  }

  record Rate(int perSecond, Duration passed, int letIn) {}

  static Stream<Rate> rates() {
    return Stream.of(
        new Rate(0, Duration.ZERO, MANY),
        new Rate(1, Duration.ZERO, 0),
        new Rate(1, Duration.ofMillis(999), 0),
        new Rate(1, Duration.ofSeconds(1), 1),
        new Rate(10, Duration.ofMillis(300), 3),
        new Rate(10, Duration.ofSeconds(1), 10),
        new Rate(10, Duration.ofHours(1), 10),
        new Rate(10, Duration.ofHours(-1), 0));
  }

  @ParameterizedTest
  @MethodSource("rates")
  void aRateComesBackWithTimeUpToOneSecondsWorth(Rate rate) {
    var limits = limits(rate.perSecond, 0, 0);
    assertEquals(rate.perSecond == 0 ? MANY : rate.perSecond, letIn(limits, MANY));
    pass(rate.passed);
    assertEquals(rate.letIn, letIn(limits, MANY));
  }

  @Test
  void syncAndAsyncWritesShareTheRate() {
    var limits = limits(2, 0, 0);
    assertTrue(limits.admit(US).isEmpty());
    assertTrue(limits.admitSync(US).isEmpty());
    assertEquals(Duration.ofSeconds(1), refused(limits.admitSync(US)).retryAfter());
    assertEquals(
        new Refusal.TooMany(
            "more than 2 writes a second (GLADHAND_PARTNER_RATE)", Duration.ofSeconds(1)),
        refused(limits.admit(US)));
  }

  @Test
  void oneSecondAfterARefusalByTheRateAWriteIsLetIn() {
    var limits = limits(1, 0, 0);
    assertEquals(1, letIn(limits, MANY));
    pass(refused(limits.admit(US)).retryAfter());
    assertTrue(limits.admit(US).isEmpty());
  }

  @Test
  void aWriteCountsOnceMoreForEachTenRecipients() {
    var limits = limits(2, 0, 0);
    assertTrue(limits.admit(US).isEmpty());
    limits.addressed(US, 9);
    assertTrue(limits.admit(US).isEmpty());
    limits.addressed(US, 20);
    // Two writes were allowed, and four counted.
    assertEquals(Duration.ofSeconds(2), refused(limits.admit(US)).retryAfter());
    pass(Duration.ofSeconds(1));
    assertEquals(Duration.ofSeconds(1), refused(limits.admit(US)).retryAfter());
    pass(Duration.ofSeconds(1));
    assertEquals(2, letIn(limits, 2));
    assertTrue(limits.admit(OTHERS).isEmpty());
  }

  @Test
  void aFloodIsItsOwn() {
    var limits = limits(5, 10, 1);
    letIn(limits, MANY);
    assertTrue(limits.admit(OTHERS).isEmpty());
    assertTrue(limits.admitSync(OTHERS).isEmpty());
  }

  @Test
  void noMoreMayWaitThanTheLimit() {
    pending = 3;
    var limits = limits(0, 10, 0);
    assertEquals(7, letIn(limits, MANY));
    assertEquals(
        new Refusal.TooMany(
            "10 operations are pending already (GLADHAND_PARTNER_PENDING)", Duration.ofSeconds(5)),
        refused(limits.admit(US)));
  }

  @Test
  void whatEndedMakesRoomWithinASecond() {
    var limits = limits(0, 10, 0);
    assertEquals(10, letIn(limits, MANY));
    pending = 4;
    pass(Duration.ofMillis(999));
    assertEquals(0, letIn(limits, MANY));
    pass(Duration.ofMillis(1));
    assertEquals(6, letIn(limits, MANY));
  }

  @Test
  void whatWasAdmittedAndNeverStoredIsForgottenAtTheNextCount() {
    var limits = limits(0, 10, 0);
    assertEquals(10, letIn(limits, MANY));
    pass(Duration.ofSeconds(1));
    assertEquals(10, letIn(limits, MANY));
  }

  @Test
  void whatIsUnderWayCountsWheneverTheStoreIsAsked() {
    var limits = limits(0, 10, 0);
    assertTrue(limits.admit(US, 6).isEmpty());
    // None of them is stored yet, and two more come while the store counts.
    pass(Duration.ofSeconds(1));
    whileCounting =
        () -> {
          whileCounting = () -> {};
          assertTrue(limits.admit(US, 2).isEmpty());
        };
    refused(limits.admit(US, 3));
    assertTrue(limits.admit(US, 2).isEmpty());
    refused(limits.admit(US));
    limits.ended(US, 10);
    pass(Duration.ofSeconds(1));
    assertEquals(10, letIn(limits, MANY));
  }

  @Test
  void theStoreIsAskedOnceASecondAndFarBelowTheLimitNotAtAll() {
    var limits = limits(0, 100, 0);
    letIn(limits, 40);
    assertEquals(1, counts);
    pass(Duration.ofSeconds(1));
    letIn(limits, 5);
    assertEquals(1, counts);
    letIn(limits, 20);
    pass(Duration.ofSeconds(1));
    letIn(limits, 20);
    assertEquals(2, counts);
  }

  @Test
  void aClockSetBackMakesNoCountLast() {
    var limits = limits(0, 10, 0);
    assertEquals(10, letIn(limits, MANY));
    pass(Duration.ofHours(-1));
    assertEquals(10, letIn(limits, MANY));
  }

  @Test
  void aStoreThatIsAwayUsesNothingUp() {
    var limits = limits(1, 10, 0);
    away = true;
    assertThrows(StoreUnavailable.class, () -> limits.admit(US));
    away = false;
    assertTrue(limits.admit(US).isEmpty());
  }

  @Test
  void aRefusalUsesNoneOfTheRateUp() {
    pending = 10;
    var limits = limits(2, 10, 1);
    assertEquals(0, letIn(limits, MANY));
    assertTrue(limits.admitSync(US).isEmpty());
    refused(limits.admitSync(US));
    pending = 0;
    pass(Duration.ofSeconds(1));
    assertEquals(2, letIn(limits, 2));
  }

  @Test
  void syncWritesUnderWayAreCountedUntilTheyEnd() {
    var limits = limits(0, 0, 2);
    assertTrue(limits.admitSync(US).isEmpty());
    assertTrue(limits.admitSync(US).isEmpty());
    assertEquals(
        new Refusal.TooMany(
            "2 sync writes are under way already (GLADHAND_PARTNER_SYNC_CALLS)",
            Duration.ofSeconds(1)),
        refused(limits.admitSync(US)));
    limits.syncEnded(US);
    assertTrue(limits.admitSync(US).isEmpty());
    refused(limits.admitSync(US));
  }

  @Test
  void aSyncWriteRefusedByTheRateIsNotUnderWay() {
    var limits = limits(1, 0, 1);
    letIn(limits, 1);
    refused(limits.admitSync(US));
    pass(Duration.ofSeconds(1));
    assertTrue(limits.admitSync(US).isEmpty());
  }

  @Test
  void aLimitOfZeroIsNone() {
    pending = MANY;
    var limits = limits(0, 0, 0);
    assertEquals(MANY, letIn(limits, MANY));
    for (var n = 0; n < MANY; n++) {
      assertTrue(limits.admitSync(US).isEmpty());
    }
    assertEquals(0, counts);
  }

  @Test
  void callsUnderWayAreNotForgottenWhereThereAreVeryManyPartners() {
    var limits = limits(0, 0, 1);
    assertTrue(limits.admitSync(US).isEmpty());
    for (var n = 0; n < 3 * MANY; n++) {
      limits.admit(new PartnerId(new UUID(2, n)));
    }
    refused(limits.admitSync(US));
    limits.syncEnded(US);
    assertTrue(limits.admitSync(US).isEmpty());
  }

  @Test
  void aQuestionCountsNothingAndIsAnsweredAsAnAdmissionWouldBe() {
    var limits = limits(2, 0, 0);
    for (var n = 0; n < 5; n++) {
      assertEquals(Optional.empty(), limits.refusal(US));
    }
    assertEquals(2, letIn(limits, 3));
    assertEquals(limits.admit(US), limits.refusal(US));
    assertTrue(refused(limits.refusal(US)).why().contains("GLADHAND_PARTNER_RATE"));
    assertEquals(Optional.empty(), limits.refusal(OTHERS));
  }

  @Test
  void whoKeepsTooMuchWritesNoMoreUntilSomeIsDeleted() {
    var limits = limits(0, 0, 0);
    kept.ours = (2L << 20) - 1;
    assertEquals(1, letIn(limits, 1));
    kept.ours = 2L << 20;
    // What is kept is asked once a minute.
    assertEquals(1, letIn(limits, 1));
    pass(Duration.ofSeconds(61));
    for (var refusal :
        List.of(
            limits.admit(US),
            limits.admit(US, 100),
            limits.admitBriefly(US),
            limits.admitSync(US))) {
      var why = assertInstanceOf(Refusal.TooMany.class, refusal.orElseThrow());
      assertTrue(why.why().contains("2 MiB"), why::why);
      assertTrue(why.why().contains("GLADHAND_PARTNER_KEPT_MB"), why::why);
    }
    assertEquals(2, kept.asked);
    assertEquals(Optional.empty(), limits.admit(OTHERS));
    kept.ours = 5;
    pass(Duration.ofSeconds(61));
    assertEquals(Optional.empty(), limits.admitSync(US));
  }

  @Test
  void aCountThatFailsIsMadeAgainByTheNextWrite() {
    var limits = limits(0, 3, 0);
    kept.ours = 2L << 20;
    kept.away = true;
    assertThrows(StoreUnavailable.class, () -> limits.admit(US));
    kept.away = false;
    assertTrue(refused(limits.admit(US)).why().contains("2 MiB"));

    kept.ours = 0;
    pass(Duration.ofSeconds(61));
    pending = 3;
    away = true;
    assertThrows(StoreUnavailable.class, () -> limits.admit(US));
    away = false;
    assertTrue(refused(limits.admit(US)).why().contains("pending"));
  }
}
