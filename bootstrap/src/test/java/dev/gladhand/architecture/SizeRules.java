package dev.gladhand.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.gladhand.architecture.broken.application.TakesEight;
import dev.gladhand.architecture.broken.circle.KnowsTheOther;
import dev.gladhand.architecture.broken.crowded.One;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.record.ResourceId;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How large packages and classes may be, and that packages know each other one way only. */
final class SizeRules {
  private SizeRules() {}

  static Stream<Rule> all() {
    return Stream.of(
        new Rule(
            "packages know each other one way only",
            KnowsTheOther.class,
            house ->
                slices()
                    .matching(house.root() + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    // An id of a record is made of its connection's.
                    .ignoreDependency(ResourceId.class, ConnectionId.class)),
        new Rule(
            "a package has few classes",
            One.class,
            house -> classes().should(beFewInAPackage(house))),
        new Rule(
            "a class is given seven things at most",
            TakesEight.class,
            house ->
                classes()
                    .that()
                    .resideOutsideOfPackages(house.in("testkit", "benchmarks"))
                    .and()
                    .areNotRecords()
                    .and()
                    .areNotAnonymousClasses()
                    .should(takeAtMost(7))));
  }

  private static ArchCondition<JavaClass> takeAtMost(int most) {
    return new ArchCondition<>("take at most " + most + " things") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (var constructor : type.getConstructors()) {
          // The compiler adds the name and the number of a constant.
          var taken = constructor.getRawParameterTypes().size() - (type.isEnum() ? 2 : 0);
          if (taken > most) {
            events.add(
                SimpleConditionEvent.violated(type, constructor.getFullName() + ": " + taken));
          }
        }
      }
    };
  }

  /** Which classes of the program's own source each package has. */
  private static SortedMap<String, SortedSet<String>> packages(
      House house, Stream<JavaClass> types) {
    var packages = new TreeMap<String, SortedSet<String>>();
    types
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .filter(type -> type.getPackageName().startsWith(house.root() + "."))
        .forEach(
            type ->
                packages
                    .computeIfAbsent(
                        type.getPackageName().substring(house.root().length() + 1),
                        _ -> new TreeSet<>())
                    .add(type.getSimpleName()));
    return packages;
  }

  private static ArchCondition<JavaClass> beFewInAPackage(House house) {
    return new ArchCondition<>("be few in a package") {
      private final Set<JavaClass> seen = new HashSet<>();

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        seen.add(type);
      }

      @Override
      public void finish(ConditionEvents events) {
        packages(house, seen.stream())
            .forEach(
                (name, types) -> {
                  if (types.size() > house.mostOfAPackage()) {
                    events.add(SimpleConditionEvent.violated(types, name + " holds " + types));
                  }
                });
      }
    };
  }
}
