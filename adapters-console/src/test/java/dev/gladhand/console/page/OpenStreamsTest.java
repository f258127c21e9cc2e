package dev.gladhand.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class OpenStreamsTest {
  private final OpenStreams open = new OpenStreams(3, 1, "one at once");

  @Test
  void aClientHasItsNumberUntilAStreamEnds() {
    var first = open.open("a", Flux.just(1, 2));
    var refused = assertThrows(Stop.class, () -> open.open("a", Flux.just(3)));
    assertEquals(429, refused.status());
    assertEquals("one at once", refused.why());
    assertEquals(List.of(7), open.open("b", Flux.just(7)).collectList().block());
    assertEquals(List.of(1, 2), first.collectList().block());
    assertEquals(List.of(3), open.open("a", Flux.just(3)).collectList().block());
  }

  @Test
  void aStreamThatFailsOrIsCancelledGivesItsPlaceBack() {
    var failing = open.open("a", Flux.error(new IllegalStateException("fails")));
    assertThrows(IllegalStateException.class, failing::blockLast);
    assertEquals(0, open.open("a", Flux.range(0, 100)).blockFirst());
    assertEquals(List.of(3), open.open("a", Flux.just(3)).collectList().block());
  }
}
