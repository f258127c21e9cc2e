package dev.gladhand.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static JavaClasses program;

  @BeforeAll
  static void read() {
    program = House.GLADHAND.program();
  }

  static Stream<Rule> rules() {
    return Rule.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeeps(Rule rule) {
    rule.in(House.GLADHAND).check(program);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isReportedWhenBroken(Rule rule) {
    var broken = new ClassFileImporter().importPackages(rule.brokenBy().getPackageName());
    var verdict = rule.in(House.BROKEN).evaluate(broken);
    assertTrue(verdict.hasViolation(), "nobody noticed " + rule.brokenBy());
    var report = String.join("\n", verdict.getFailureReport().getDetails());
    assertTrue(report.contains(rule.brokenBy().getSimpleName()), report);
  }

  @Test
  void looksAtEveryModuleAndAtNoTest() {
    for (var module :
        new String[] {
          "domain", "json", "share", "application", "http", "persistence", "bootstrap"
        }) {
      var part = "dev.gladhand." + module;
      assertTrue(program.stream().anyMatch(type -> type.getName().startsWith(part)), part);
    }
    assertFalse(program.contain(ArchitectureTest.class));
  }
}
