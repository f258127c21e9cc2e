package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks how the bytes of operations are counted. */
public abstract class KeptBytesContract extends StoreContract {
  private static final int ALL = 100;

  /**
   * Adds a message whose recipients take up about this many characters, nearly all of them of two
   * bytes in UTF-8; returns the bytes that the store counts for it.
   */
  private long added(PartnerId partner, int characters) {
    var fields =
        Fields.builder()
            .put(
                Message.SOURCE_RECIPIENT_IDS,
                IntStream.range(0, characters / 100)
                    .mapToObj(n -> "\u00e4".repeat(96) + (1000 + n))
                    .toList())
            .put(Message.MESSAGE_TEXT, "to all of them");
    var message = new Message(fields.build());
    samples.add(samples.operation(samples.connection(partner), Mode.ASYNC, null, message, null));
    store.advance(Duration.ofMillis(1));
    return Payloads.storedBytes(message) + KeptBytes.OF_AN_OPERATION;
  }

  @Test
  void eachOperationIsCountedOnce() {
    var ours = samples.partner();
    var others = samples.partner();
    var bytes = store.keptBytes();
    var first = added(ours, 100);
    var second = added(ours, 5_000);
    var third = added(others, 200);
    assertEquals(2, bytes.count(store.now(), 2));
    assertEquals(Map.of(ours, first + second), bytes.all());
    assertEquals(1, bytes.count(store.now(), ALL));
    assertEquals(0, bytes.count(store.now(), ALL));
    assertEquals(Map.of(ours, first + second, others, third), bytes.all());
    assertEquals(List.of(first + second, third), List.of(bytes.of(ours), bytes.of(others)));
    assertEquals(0, bytes.of(samples.partner()));
  }

  @Test
  void whatIsYoungIsLeftForTheNextCount() {
    var partner = samples.partner();
    var old = added(partner, 100);
    store.advance(Duration.ofMinutes(3));
    var young = added(partner, 300);
    assertEquals(1, store.keptBytes().count(store.now().minus(Duration.ofMinutes(2)), ALL));
    assertEquals(old, store.keptBytes().of(partner));
    assertEquals(1, store.keptBytes().count(store.now(), ALL));
    assertEquals(old + young, store.keptBytes().of(partner));
  }

  @Test
  void anHourThatIsOverIsForgotten() {
    var partner = samples.partner();
    added(partner, 100);
    store.advance(Duration.ofHours(5));
    var later = added(partner, 100);
    store.keptBytes().count(store.now(), ALL);
    store.keptBytes().forget(store.now().minus(Duration.ofHours(1)));
    assertEquals(later, store.keptBytes().of(partner));
  }
}
