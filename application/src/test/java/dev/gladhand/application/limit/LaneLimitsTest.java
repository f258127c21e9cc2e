package dev.gladhand.application.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Resource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LaneLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RateLimit TOKEN = limit("token", 10);
  private static final RateLimit MESSAGES = limit("messages", 5);
  private static final RateLimit ASSETS = limit("assets", 5);

  private static final ResourceOperation MESSAGE =
      LaneSamples.operation(new Message(Fields.builder().put(Message.MESSAGE_TEXT, "x").build()));
  private static final ResourceOperation VEHICLE =
      LaneSamples.operation(new Vehicle(Fields.builder().put(Vehicle.VIN, "x").build()));

  /** A token for everything, and a limit for each kind of write. */
  private static final RateLimits BOTH =
      (resource, _) ->
          switch (resource) {
            case MESSAGE -> List.of(TOKEN, MESSAGES);
            default -> List.of(TOKEN, ASSETS);
          };

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private RateLimits stated = BOTH;
  private Connection connection = LaneSamples.connection(Settings.NONE);
  private LaneLimits limits = limits(LaneMemory.NONE, false);

  private static RateLimit limit(String scope, double permits) {
    return new RateLimit(scope, permits, Duration.ofSeconds(1));
  }

  private static Settings own(@Nullable String perSecond, @Nullable String perMinute) {
    var rate = Fields.builder();
    put(rate, Settings.PER_SECOND, perSecond);
    put(rate, Settings.PER_MINUTE, perMinute);
    return new Settings(Fields.builder().put(Settings.RATE_LIMIT, rate.build()).build());
  }

  private static void put(Fields.Builder rate, Field<BigDecimal> field, @Nullable String value) {
    if (value != null) {
      rate.put(field, new BigDecimal(value));
    }
  }

  private LaneLimits limits(LaneMemory memory, boolean abandoned) {
    return new LaneLimits(new LimitedTsp(() -> stated), memory, abandoned);
  }

  /** The next holder knows what is in the lane's row, and nothing else. */
  private void handOver(boolean abandoned) {
    var text = new LaneMemory(null, null, false, limits.memory(now), null, List.of()).text();
    limits = limits(LaneMemory.of(text), abandoned);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Duration take(ResourceOperation op) {
    return limits.take(op, connection, now);
  }

  private int takeAll(ResourceOperation op) {
    var taken = 0;
    while (taken < 1_000_000 && take(op).isZero()) {
      taken++;
    }
    return taken;
  }

  /** Takes as often as may be, for a while; how often a second. */
  private double rate(ResourceOperation op, Duration time) {
    var end = now.plus(time);
    takeAll(op);
    var taken = 0;
    while (true) {
      var wait = take(op);
      taken += wait.isZero() ? 1 : 0;
      if (!now.plus(wait).isBefore(end)) {
        now = end;
        return taken / (time.toMillis() / 1e3);
      }
      pass(wait);
    }
  }

  private double share(String scope) {
    return limits.memory(now).stream()
        .filter(bucket -> bucket.scope().equals(scope))
        .findFirst()
        .orElseThrow()
        .learnedShare();
  }

  record Stated(String name, Settings settings, RateLimits limits, double perSecond) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stated> stated() {
    return Stream.of(
        new Stated("the narrower of two", Settings.NONE, BOTH, 5),
        new Stated("one", Settings.NONE, (_, _) -> List.of(TOKEN), 10),
        new Stated("own, narrower", own("2", null), BOTH, 2),
        new Stated("own, wider", own("20", null), BOTH, 20),
        new Stated("own, below one a second", own("0.5", null), BOTH, 0.5),
        new Stated("own, a minute", own(null, "90"), BOTH, 1.5),
        new Stated("own, a minute is narrower", own("20", "60"), BOTH, 1),
        new Stated("own, a second is narrower", own("2", "6000"), BOTH, 2),
        new Stated("own where the TSP states none", own("2", null), RateLimits.unknown(), 2));
  }

  @ParameterizedTest
  @MethodSource("stated")
  void keepsAndUsesTheLimitsThatCount(Stated row) {
    stated = row.limits;
    connection = LaneSamples.connection(row.settings);
    assertEquals(row.perSecond, rate(MESSAGE, Duration.ofSeconds(100)), row.perSecond * 0.03);
  }

  /**
   * A window of a TSP and the limit that an adapter states for it.
   *
   * @param calls that every other write draws
   */
  record Stretch(String name, RateLimit stated, int most, Duration time, int calls) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stretch> windows() {
    var half = Duration.ofMinutes(30);
    return Stream.of(
        new Stretch("300 in half an hour", new RateLimit("w", 299.5, half), 300, half, 1),
        new Stretch("100 a minute", new RateLimit("w", 97, MINUTE), 100, MINUTE, 1),
        new Stretch("10 a minute", new RateLimit("w", 9.6, MINUTE), 10, MINUTE, 1),
        new Stretch("20 a minute, some two", new RateLimit("w", 18.4, MINUTE), 20, MINUTE, 2));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void aWindowIsNeverPassedAndHardlyLeftUnusedWhoeverHoldsTheLane(Stretch window) {
    stated =
        (resource, _) ->
            Collections.nCopies(resource == Resource.VEHICLE ? window.calls : 1, window.stated);
    var random = new Random(7);
    var end = now.plus(window.time.multipliedBy(12));
    var made = new ArrayList<Instant>();
    while (now.isBefore(end)) {
      var isTwo = random.nextBoolean();
      var wait = take(isTwo ? VEHICLE : MESSAGE);
      if (wait.isZero()) {
        made.addAll(Collections.nCopies(isTwo ? window.calls : 1, now));
      } else {
        pass(wait.plusMillis(random.nextInt(3)));
      }
      if (random.nextInt(40) == 0) {
        handOver(random.nextInt(10) == 0);
      }
    }
    // Of two calls one may take a second more on its way than the other.
    var least = window.time.plusSeconds(1);
    for (var i = window.most; i < made.size(); i++) {
      var stretch = Duration.between(made.get(i - window.most), made.get(i));
      assertTrue(stretch.compareTo(least) >= 0, window.most + 1 + " calls in " + stretch);
    }
    assertTrue(made.size() > 0.9 * 12 * window.most, made.size() + " calls");
  }

  @Test
  void whereNoLimitIsStatedNothingWaits() {
    stated = RateLimits.unknown();
    assertEquals(1_000_000, takeAll(MESSAGE));
    limits.slowDown(MESSAGE, connection, now, now);
    assertEquals(Duration.ZERO, take(MESSAGE));
    assertEquals(List.of(), limits.memory(now));
  }

  @Test
  void aCallThatHasToWaitForOneLimitTakesNoneOfTheOther() {
    // Each kind saves one permit, the token two.
    assertEquals(1, takeAll(MESSAGE));
    for (var n = 0; n < 10; n++) {
      assertEquals(Duration.ofMillis(200), take(MESSAGE));
    }
    assertEquals(1, takeAll(VEHICLE));
    assertEquals(Duration.ofMillis(200), take(VEHICLE));
  }

  @Test
  void waitsForTheLaterOfTwoLimits() {
    stated = (resource, _) -> List.of(limit("token", 1), limit(resource.wire(), 4));
    assertEquals(1, takeAll(MESSAGE));
    assertEquals(Duration.ofSeconds(1), take(MESSAGE));
    assertEquals(Duration.ofSeconds(1), take(VEHICLE));
  }

  @Test
  void aPermitGivenBackCanBeTakenAgainFromEveryLimit() {
    assertEquals(1, takeAll(MESSAGE));
    limits.giveBack(MESSAGE, connection, now);
    assertEquals(1, takeAll(MESSAGE));
    limits.giveBack(MESSAGE, connection, now);
    limits.giveBack(MESSAGE, connection, now);
    assertEquals(1, takeAll(MESSAGE));
  }

  @Test
  void aRefusalSlowsDownEveryLimitThatTheCallCountsAgainst() {
    take(MESSAGE);
    take(VEHICLE);
    limits.slowDown(MESSAGE, connection, now, now);
    assertEquals(0.9, share("token"), 1e-9);
    assertEquals(0.9, share("messages"), 1e-9);
    assertEquals(1, share("assets"), 1e-9);
  }

  @Test
  void whatWasLearnedAndUsedGoesOnAfterAHandOver() {
    assertEquals(1, takeAll(MESSAGE));
    limits.slowDown(MESSAGE, connection, now, now);
    var before = take(MESSAGE);
    handOver(false);
    assertEquals((double) before.toMillis(), (double) take(MESSAGE).toMillis(), 1.0);
    assertEquals(0.9, share("messages"), 1e-4);
    // What nobody asked of this holder is passed on all the same.
    handOver(false);
    handOver(false);
    assertEquals(0.9, share("messages"), 1e-4);
  }

  @Test
  void permitsComeWhileNobodyHoldsTheLane() {
    assertEquals(1, takeAll(MESSAGE));
    handOver(false);
    pass(Duration.ofMillis(201));
    assertEquals(1, takeAll(MESSAGE));
    handOver(false);
    pass(Duration.ofHours(1));
    assertEquals(1, takeAll(MESSAGE));
  }

  @Test
  void afterAHolderThatIsLostNoPermitIsLeft() {
    take(VEHICLE);
    limits.slowDown(VEHICLE, connection, now, now);
    handOver(true);
    pass(Duration.ofHours(1));
    assertEquals(Duration.ofMillis(200), take(MESSAGE));
    assertEquals(0.9, share("token"), 1e-4);
  }

  @Test
  void aClockSetBackBetweenTwoHoldersGivesNothing() {
    assertEquals(1, takeAll(MESSAGE));
    handOver(false);
    pass(Duration.ofHours(-1));
    assertEquals(Duration.ofMillis(200), take(MESSAGE));
  }

  @Test
  void recoversWhileNobodyHoldsTheLane() {
    take(MESSAGE);
    for (var n = 0; n < 100; n++) {
      limits.slowDown(MESSAGE, connection, now, now);
      pass(Duration.ofMillis(1));
    }
    handOver(false);
    pass(Duration.ofHours(1));
    take(MESSAGE);
    assertEquals(1, share("messages"), 1e-9);
  }

  @Test
  void recoversAlsoInALaneThatChangesHandsAtEachCall() {
    stated = (_, _) -> List.of(limit("messages", 1));
    take(MESSAGE);
    for (var n = 0; n < 100; n++) {
      limits.slowDown(MESSAGE, connection, now, now);
      pass(Duration.ofMillis(1));
    }
    for (var n = 0; n < 10_000 && share("messages") < 1; n++) {
      handOver(false);
      pass(Duration.ofMillis(300));
      take(MESSAGE);
    }
    assertEquals(1, share("messages"), 1e-9);
  }

  @Test
  void aLimitThatThePartnerChangedHoldsAtOnce() {
    assertEquals(5, rate(MESSAGE, Duration.ofSeconds(10)), 0.2);
    connection = LaneSamples.connection(own("2", null));
    assertEquals(2, rate(MESSAGE, Duration.ofSeconds(10)), 0.2);
    connection = LaneSamples.connection(own("50", null));
    assertEquals(50, rate(MESSAGE, Duration.ofSeconds(10)), 2);
    connection = LaneSamples.connection(Settings.NONE);
    assertEquals(5, rate(MESSAGE, Duration.ofSeconds(10)), 0.2);
  }

  @Test
  void anyLimitThatASettingMayHaveSurvivesAHandOver() {
    for (var rate : List.of("0.000001", "0.1", "1", "99999.999", "100000")) {
      connection = LaneSamples.connection(own(rate, null));
      take(MESSAGE);
      limits.slowDown(MESSAGE, connection, now, now);
      handOver(false);
      take(MESSAGE);
      assertTrue(share("connection") < 0.95, rate);
    }
  }

  /** A TSP that counts in windows gets a limit of one call less than its own. */
  @Test
  void noWindowIsPassedAndNineTenthsOfItAreUsed() {
    for (var window : List.of(new RateLimit("w", 19, MINUTE), new RateLimit("w", 9.6, MINUTE))) {
      stated = (_, _) -> List.of(window);
      limits = limits(LaneMemory.NONE, false);
      var calls = new ArrayList<Instant>();
      var end = now.plusSeconds(600);
      while (now.isBefore(end)) {
        var wait = take(MESSAGE);
        if (wait.isZero()) {
          calls.add(now);
        } else {
          pass(wait);
        }
      }
      var own = (int) window.permits() + 1;
      for (var first = 0; first + own < calls.size(); first++) {
        var span = Duration.between(calls.get(first), calls.get(first + own));
        assertTrue(span.compareTo(MINUTE) >= 0, () -> own + " calls and one more in " + span);
      }
      assertTrue(calls.size() >= 9 * own, () -> calls.size() + " calls in ten minutes");
    }
  }

  /** A write that may take two calls names its limit twice. */
  @Test
  void aLimitNamedTwiceGivesTwoPermits() {
    stated = (_, _) -> List.of(TOKEN, TOKEN);
    var begun = now;
    for (var i = 0; i < 11; i++) {
      for (var wait = take(MESSAGE); !wait.isZero(); wait = take(MESSAGE)) {
        pass(wait);
      }
    }
    assertTrue(Duration.between(begun, now).toMillis() >= 1700, () -> begun + " " + now);
  }
}
