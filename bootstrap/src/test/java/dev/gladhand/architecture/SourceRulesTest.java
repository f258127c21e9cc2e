package dev.gladhand.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.architecture.broken.tests.Commented;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceRulesTest {
  private static final List<Source> SOURCES = Source.all();

  static Stream<SourceRule> rules() {
    return SourceRule.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProjectKeeps(SourceRule rule) {
    var broken =
        SOURCES.stream()
            .filter(source -> !source.isBrokenOnPurpose() && rule.isBrokenIn(source))
            .map(Source::path)
            .toList();
    assertEquals(List.<Path>of(), broken);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isReportedWhenBroken(SourceRule rule) {
    assertTrue(rule.isBrokenIn(Source.of(rule.brokenBy())));
  }

  @Test
  void theRuleAboutNamesOfTspsSeesWhatAllAdaptersShare() {
    var rule = rules().filter(one -> one.claim().startsWith("a TSP is named")).findFirst();
    var kit =
        SOURCES.stream()
            .filter(source -> source.module().equals("adapters-tsp-kit") && !source.isTest())
            .toList();
    assertFalse(kit.isEmpty());
    assertTrue(kit.stream().allMatch(rule.orElseThrow().about()));
    var named = new Source(kit.getFirst().path(), "List.of(\"x-samsara-request-id\")");
    assertTrue(rule.orElseThrow().isBrokenIn(named));
  }

  @Test
  void readsEveryModule() {
    for (var module : List.of("domain", "application", "adapters-http", "bootstrap")) {
      assertTrue(SOURCES.stream().anyMatch(source -> source.module().equals(module)), module);
    }
  }

  @Test
  void readsCodeAndNoComments() {
    var code = Source.of(Commented.class).code();
    assertFalse(code.contains("sleep"), code);
    assertTrue(code.contains("http://example.com/"), code);
  }
}
