package dev.gladhand.http.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gladhand.http.answer.Halt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final long MIB = 1024 * 1024;

  private final BodyMemory memory = new BodyMemory(32 * MIB);
  private final List<String> refused = new ArrayList<>();

  private BodyMemory.Body begun(String caller, long mib) {
    var body = memory.begin(caller, halt -> refused.add(caller + mib + ": " + halt.status()));
    assertNull(body.take(mib * MIB));
    return body;
  }

  private static int status(@Nullable Halt halt) {
    return halt == null ? 0 : halt.status();
  }

  @Test
  void oneCallerHasAQuarterAtMost() {
    begun("a", 5).arrived();
    var second = begun("a", 3);
    assertEquals(429, status(second.take(1)));
    assertNull(begun("b", 1).take(1));
    second.close();
    assertNull(begun("a", 2).take(1));
    assertEquals(List.of(), refused);
  }

  @Test
  void whoHasMostGivesWayWithWhatTrickles() {
    begun("a", 8).arrived();
    begun("b", 3);
    begun("b", 5);
    begun("c", 8).arrived();
    begun("d", 7);
    var mine = begun("e", 1);
    assertNull(mine.take(2 * MIB));
    assertEquals(List.of("b3: 503"), refused);
  }

  @Test
  void whatHasArrivedGivesWayToNobody() {
    for (var caller : List.of("a", "b", "c", "d")) {
      begun(caller, 8).arrived();
    }
    assertEquals(503, status(memory.begin("e", _ -> {}).take(1)));
    assertEquals(List.of(), refused);
  }

  @Test
  void aBodyThatIsClosedGivesBackOnce() {
    var body = begun("a", 8);
    body.close();
    body.close();
    assertNull(body.take(1), "nothing is kept of it any more");
    begun("a", 8);
  }
}
