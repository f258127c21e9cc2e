package dev.gladhand.domain.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void aFaultStandsAtItsPath() {
    var faults = new Faults();
    faults.at("defects").at("2").add("x", "is wrong", "enum");
    assertEquals(List.of(new FieldFault("defects.2", "x", "is wrong", "enum")), faults.list());
  }

  @Test
  void aHundredAreKeptAndTheOthersCounted() {
    var faults = new Faults();
    for (var i = 0; i < 1000; i++) {
      faults.at("a").at(Integer.toString(i)).add(i, "is wrong", "enum");
    }
    assertEquals(1000, faults.count());
    var list = faults.list();
    assertEquals(101, list.size());
    assertEquals("a.99", list.get(99).path());
    assertEquals("more_faults", list.get(100).errorType());
    assertEquals("900", list.get(100).input());
  }

  @Test
  void faultsWithLongPathsAreKeptAsFarAsTheyFit() {
    var deep = new Faults();
    var here = deep;
    for (var level = 0; level < 30; level++) {
      here = here.at("\u0001".repeat(256));
    }
    for (var i = 0; i < 50; i++) {
      here.at(Integer.toString(i)).add(i, "is wrong", "enum");
    }
    assertEquals(50, deep.count());
    assertTrue(deep.list().size() < 10, () -> deep.list().size() + " faults");
    assertTrue(deep.list().stream().mapToInt(FieldFault::size).sum() <= 256 * 1024);
  }

  @Test
  void countsOfSeveralSourcesAreAddedUp() {
    var faults = new Faults();
    for (var i = 0; i < 150; i++) {
      faults.add(i, "is wrong", "enum");
    }
    var both = new java.util.ArrayList<>(faults.list());
    faults.list().forEach(fault -> both.add(fault.by("acme")));
    var bounded = Faults.bounded(both);
    assertEquals(101, bounded.size());
    assertEquals("200", bounded.getLast().input());
    assertEquals("more_faults", bounded.getLast().errorType());
  }

  @Test
  void anInputIsShownAsJson() {
    assertEquals("text", Shown.of("text"));
    assertEquals("null", Shown.of(null));
    assertEquals(
        "{\"a\":[1.50,true,null,\"q\\\"\"]}",
        Shown.of(Map.of("a", java.util.Arrays.asList(new BigDecimal("1.50"), true, null, "q\""))));
    assertEquals("{}", Shown.of(Map.of()));
    assertEquals("[]", Shown.of(List.of()));
  }

  @Test
  void anInputIsCutBeforeItIsMade() {
    assertEquals("[1E+400]", Shown.of(List.of(new BigDecimal("1e400"))));
    assertEquals("1E-400", Shown.of(new BigDecimal("1e-400")));
    assertEquals(200, Shown.of(Collections.nCopies(100_000_000, "\u0000")).length());
    assertEquals("x".repeat(200), Shown.of("x".repeat(1000)));
  }
}
