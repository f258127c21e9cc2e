package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Secrets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SealedNumbersTest {
  private final Secrets secrets =
      new Secrets() {
        private final Map<String, byte[]> all = new HashMap<>();

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
      };
  private final SealedNumbers numbers = new SealedNumbers(secrets, new SecureRandom());

  @Test
  void opensAtEveryNodeAndForItsPlaceOnly() {
    var other = new SealedNumbers(secrets, new SecureRandom());
    for (var number : List.of(0L, 1L, Long.MAX_VALUE)) {
      var sealed = numbers.seal("logs of a", number);
      assertEquals(number, other.open("logs of a", sealed));
      assertNull(numbers.open("logs of b", sealed));
    }
  }

  @Test
  void opensNothingElse() {
    var sealed = numbers.seal("a", 7);
    for (var text : List.of("", "7", "%", sealed + "A", sealed.substring(2), "A".repeat(48))) {
      assertNull(numbers.open("a", text), text);
    }
  }

  @Test
  void tellsNothingOfTheNumber() {
    var sealed = numbers.seal("a", 7);
    assertNotEquals(sealed, numbers.seal("a", 7));
    assertEquals(sealed.length(), numbers.seal("a", Long.MAX_VALUE).length());
    assertTrue(sealed.matches("[A-Za-z0-9_-]+"), sealed);
  }
}
