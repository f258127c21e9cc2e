package dev.gladhand.application.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.partner.CheckSecret.Result;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.domain.connection.PartnerId;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Guesses are refused before the store is asked, and shut nobody out. */
class CheckSecretTest {
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final AtomicInteger looks = new AtomicInteger();
  private final Map<String, Partner> all = new ConcurrentHashMap<>();
  private final ClientSecrets secrets = new ClientSecrets(new MemorySecrets(), new SecureRandom());
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final Clients clients = new Clients(partners(), secrets, null, () -> now);
  private final CheckSecret check = new CheckSecret(clients, () -> now);

  private static final class MemorySecrets implements Secrets {
    private final Map<String, byte[]> all = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> find(String name) {
      return Optional.ofNullable(all.get(name));
    }

    @Override
    public byte[] findOrMake(String name, Supplier<byte[]> make) {
      return all.computeIfAbsent(name, _ -> make.get());
    }

    @Override
    public byte[] change(String name, UnaryOperator<byte[]> change) {
      return Objects.requireNonNull(
          all.computeIfPresent(name, (_, before) -> change.apply(before)));
    }
  }

  /** A store that finds clients, counts how often, and does nothing else. */
  private Partners partners() {
    return (Partners)
        Proxy.newProxyInstance(
            Partners.class.getClassLoader(),
            new Class<?>[] {Partners.class},
            (_, called, arguments) -> {
              assertEquals("findByClient", called.getName());
              looks.incrementAndGet();
              return Optional.ofNullable(all.get((String) arguments[0]));
            });
  }

  private void client(String id, String secret, boolean disabled) {
    all.put(
        id,
        new Partner(
            new PartnerId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))),
            id,
            id,
            secrets.hash(secret),
            1,
            Set.of(Scopes.TELEMATICS_WRITE),
            disabled,
            now,
            now));
  }

  private Result check(String id, String secret, String address) {
    return check.check(id, List.of(secret), address);
  }

  private void guess(int times, String id, String address) {
    for (var n = 0; n < times; n++) {
      check(id, "guess-" + n, address);
    }
  }

  private int looksOf(Runnable work) {
    var before = looks.get();
    work.run();
    return looks.get() - before;
  }

  @Test
  void guessesOfOneClientAreLookedUpTenTimesAMinute() {
    client("one", "right", false);
    assertEquals(10, looksOf(() -> guess(1000, "one", HERE)));
    assertInstanceOf(Result.TooMany.class, check("one", "guess", THERE));
    now = now.plusSeconds(60);
    assertEquals(10, looksOf(() -> guess(1000, "one", THERE)));
  }

  @Test
  void guessesAtOnceAreHardlyMore() throws Exception {
    client("one", "right", false);
    var before = looks.get();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var n = 0; n < 500; n++) {
        threads.submit(() -> check("one", "guess", HERE));
      }
    }
    assertTrue(looks.get() - before <= 10 + 4, () -> looks + " look-ups");
  }

  @Test
  void aRightSecretIsLetInWhileTheGuessesGoOn() {
    client("one", "right", false);
    guess(1000, "one", HERE);
    assertInstanceOf(Result.Right.class, check("one", "right", HERE));
    // Another node changed it, and its signal got lost.
    client("one", "new", false);
    now = now.plusSeconds(2);
    guess(3, "one", HERE);
    assertInstanceOf(Result.Right.class, check("one", "new", HERE));
    assertInstanceOf(Result.TooMany.class, check("one", "right", HERE));
  }

  @Test
  void clientsThatShareTheAddressOfAnAttackerAreLetIn() {
    client("seen", "right", false);
    client("new", "right", false);
    check("seen", "right", HERE);
    for (var n = 0; n < 100; n++) {
      guess(1, "nobody-" + n, HERE);
    }
    var more =
        looksOf(
            () -> {
              for (var n = 0; n < 1000; n++) {
                guess(1, "nobody else-" + n, HERE);
              }
            });
    assertEquals(5, more, "of this second");
    assertInstanceOf(Result.Right.class, check("seen", "right", HERE));
    assertInstanceOf(Result.TooMany.class, check("new", "right", HERE));
    assertInstanceOf(Result.Right.class, check("new", "right", THERE));
    now = now.plusSeconds(1);
    client("newer", "right", false);
    assertInstanceOf(Result.Right.class, check("newer", "right", HERE));
  }

  @Test
  void aDisabledClientsOwnSecretIsAGuess() {
    client("out", "right", true);
    var asked =
        looksOf(
            () -> {
              for (var n = 0; n < 1000; n++) {
                check("out", "right", HERE);
              }
            });
    assertEquals(10, asked);
  }
}
