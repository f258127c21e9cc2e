package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteSharesTest {
  private final ByteShares<String> shares = new ByteShares<>(100, 60, Runnable::run);
  private final List<String> granted = new ArrayList<>();

  private void await(String holder, long bytes) {
    var unused = shares.await(holder, bytes).thenRun(() -> granted.add(holder + bytes));
  }

  @Test
  void nobodyHasMoreThanItsShareAndOthersDoNotWaitForIt() {
    await("a", 60);
    await("a", 1);
    assertFalse(shares.take("a", 1));
    assertTrue(shares.take("b", 40), "a waits for its own share, and holds nobody up");
    assertEquals(List.of("a60"), granted);
    shares.giveBack("a", 60);
    assertEquals(List.of("a60", "a1"), granted);
  }

  @Test
  void whoHasLeastGoesOnFirst() {
    await("a", 60);
    await("b", 40);
    await("b", 20);
    await("c", 20);
    assertEquals(List.of("a60", "b40"), granted);
    shares.giveBack("a", 30);
    assertEquals(List.of("a60", "b40", "c20"), granted);
    shares.giveBack("a", 10);
    assertEquals(List.of("a60", "b40", "c20", "b20"), granted);
  }

  @Test
  void whoWantsMuchComesToItsTurn() {
    await("a", 60);
    await("b", 30);
    await("c", 50);
    assertFalse(shares.take("d", 20), "c comes first");
    assertTrue(granted.size() == 2);
    shares.giveBack("a", 60);
    assertEquals(List.of("a60", "b30", "c50"), granted);
    assertTrue(shares.take("d", 20));
  }
}
