package dev.gladhand.domain.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
  private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";
  private static final String PARENT = "00-" + IDS + "-01";

  private static @Nullable TraceContext of(String parent, String... states) {
    return TraceContext.of(List.of(parent), List.of(states));
  }

  @Test
  void readsWhatACallerSends() {
    assertEquals(new TraceContext(PARENT, null), of(PARENT));
    assertEquals(new TraceContext("00-" + IDS + "-00", null), of("00-" + IDS + "-00"));
    assertEquals(
        new TraceContext(PARENT, "acme=1,tenant@vendor=two words"),
        of(PARENT, " acme=1 , ", "tenant@vendor=two words"));
  }

  @Test
  void keepsOfTheFlagsTheSampledOneAndOfALaterVersionWhatIsKnown() {
    assertEquals(new TraceContext(PARENT, null), of("00-" + IDS + "-03"));
    assertEquals(new TraceContext("00-" + IDS + "-00", null), of("00-" + IDS + "-fe"));
    assertEquals(new TraceContext(PARENT, null), of("cc-" + IDS + "-01-what-comes-later"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + IDS + "-01",
        "00-" + IDS + "-01-more",
        "cc-" + IDS + "-01.more",
        "00-" + IDS + "-1",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01"
      })
  void aMalformedParentIsNone(String parent) {
    assertNull(of(parent, "acme=1"));
  }

  @Test
  void twoParentsAreNone() {
    assertNull(TraceContext.of(List.of(PARENT, PARENT), List.of()));
    assertNull(TraceContext.of(List.of(), List.of("acme=1")));
  }

  @Test
  void aMalformedOrLongStateIsLeftOut() {
    var none = new TraceContext(PARENT, null);
    assertEquals(none, of(PARENT, "acme"));
    assertEquals(none, of(PARENT, "ACME=1"));
    assertEquals(none, of(PARENT, "acme=1,acme=2"));
    assertEquals(none, of(PARENT, "acme=\u00e4"));
    assertEquals(none, of(PARENT, "acme=" + "x".repeat(250), "other=" + "x".repeat(256)));
    var many =
        IntStream.range(0, 33).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(","));
    assertEquals(none, of(PARENT, many));
  }

  @Test
  void holdsNothingElse() {
    assertThrows(IllegalArgumentException.class, () -> new TraceContext("cc-" + IDS + "-01", null));
    assertThrows(IllegalArgumentException.class, () -> new TraceContext(PARENT, "x".repeat(513)));
  }
}
