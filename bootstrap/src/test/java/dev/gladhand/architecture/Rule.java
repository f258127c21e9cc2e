package dev.gladhand.architecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.function.Function;
import java.util.stream.Stream;

/** One claim about the compiled program, and the class in the tests that breaks it. */
record Rule(String claim, Class<?> brokenBy, Function<House, ArchRule> on) {
  static Stream<Rule> all() {
    return Stream.of(
            ModuleRules.all(),
            ShapeRules.all(),
            SizeRules.all(),
            NameRules.all(),
            SourceOfTimeRules.all())
        .flatMap(rules -> rules);
  }

  /** A module that is still empty keeps every rule. */
  ArchRule in(House house) {
    return CompositeArchRule.of(on.apply(house).allowEmptyShould(true)).as(claim);
  }

  @Override
  public String toString() {
    return claim;
  }
}
