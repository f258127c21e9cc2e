package dev.gladhand.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.gladhand.architecture.broken.application.TakesAnOptional;
import dev.gladhand.architecture.broken.domain.CanBeExtended;
import dev.gladhand.architecture.broken.domain.Mutable;
import dev.gladhand.architecture.broken.unmarked.Unmarked;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** How types are made. */
final class ShapeRules {
  private ShapeRules() {}

  static Stream<Rule> all() {
    return Stream.of(
        new Rule(
            "every package is null-marked",
            Unmarked.class,
            house -> classes().should(resideInANullMarkedPackage())),
        new Rule(
            "what the domain holds never changes",
            Mutable.class,
            house ->
                fields()
                    .that()
                    .areDeclaredInClassesThat(house.reside("domain"))
                    .should()
                    .beFinal()),
        new Rule(
            "classes of the core and of the TSPs are records, enums, sealed or final",
            CanBeExtended.class,
            house ->
                classes()
                    .that(house.reside("domain", "application", "tsp", "outbound"))
                    .and()
                    .areNotInterfaces()
                    .and()
                    .areNotAnonymousClasses()
                    .should(BE_CLOSED)),
        new Rule(
            "Optional is an answer, never a field or a parameter",
            TakesAnOptional.class,
            house -> classes().should(holdAndTakeNoOptional())));
  }

  private static final DescribedPredicate<JavaClass> CLOSED =
      describe(
          "closed to heirs from elsewhere",
          type ->
              type.getModifiers().contains(JavaModifier.FINAL)
                  || type.isEnum()
                  || type.reflect().isSealed());

  private static final ArchCondition<JavaClass> BE_CLOSED = ArchCondition.from(CLOSED);

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a null-marked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package without @NullMarked"));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> holdAndTakeNoOptional() {
    return new ArchCondition<>("hold and take no Optional") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (var field : type.getFields()) {
          if (field.getRawType().isEquivalentTo(Optional.class)) {
            events.add(SimpleConditionEvent.violated(field, field.getDescription()));
          }
        }
        for (var unit : type.getCodeUnits()) {
          if (isOffered(unit)
              && unit.getRawParameterTypes().stream()
                  .anyMatch(parameter -> parameter.isEquivalentTo(Optional.class))) {
            events.add(SimpleConditionEvent.violated(unit, unit.getDescription()));
          }
        }
      }

      // Private methods are the class's own business, and the compiler writes some for lambdas.
      private boolean isOffered(JavaCodeUnit unit) {
        return !unit.getModifiers().contains(JavaModifier.PRIVATE)
            && !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
      }
    };
  }
}
