package dev.gladhand.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.gladhand.architecture.broken.application.HasAVagueField;
import dev.gladhand.architecture.broken.application.OrderHelper;
import dev.gladhand.architecture.broken.tsp.acme.Translator;
import java.util.Locale;
import java.util.stream.Stream;

/** What things are called. */
final class NameRules {
  private static final String VAGUE = ".*(Impl|Utils?|Helpers?|Manager|Service|Dto|DTO|Mapper)";

  private NameRules() {}

  static Stream<Rule> all() {
    return Stream.of(
        new Rule(
            "a class is named after what it is",
            OrderHelper.class,
            house -> noClasses().should().haveNameMatching(VAGUE + "(\\$.*)?")),
        new Rule(
            "a field is named after what it is",
            HasAVagueField.class,
            house -> noFields().should().haveNameMatching(VAGUE)),
        new Rule(
            "the classes of an adapter begin with its TSP's name",
            Translator.class,
            house -> classes().that(house.belongToATsp()).should(beginWithTheTsp(house))));
  }

  private static ArchCondition<JavaClass> beginWithTheTsp(House house) {
    return new ArchCondition<>("begin with the TSP's name") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var outermost = type.getName().substring(type.getPackageName().length() + 1);
        var tsp = house.tspOf(type).orElseThrow();
        if (!outermost.toLowerCase(Locale.ROOT).startsWith(tsp)
            && !outermost.equals("package-info")) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " does not begin with " + tsp));
        }
      }
    };
  }
}
