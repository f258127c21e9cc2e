package dev.gladhand.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import dev.gladhand.architecture.broken.application.AsksTheClock;
import dev.gladhand.architecture.broken.application.PrintsToTheTerminal;
import dev.gladhand.architecture.broken.application.RollsItsOwnDice;
import java.io.PrintStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Time, ids and randomness come in from outside; lines of log go out by the logger. The sandbox
 * plays someone else's server, which has a clock of its own.
 */
final class SourceOfTimeRules {
  private SourceOfTimeRules() {}

  static Stream<Rule> all() {
    return Stream.of(
        new Rule(
            "time comes in through an InstantSource",
            AsksTheClock.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(house.in("bootstrap", "sandbox"))
                    .should()
                    .callCodeUnitWhere(
                        describe("asks the machine's clock", SourceOfTimeRules::asksTheClock))),
        new Rule(
            "ids and randomness come in through the constructor wherever a test replays",
            RollsItsOwnDice.class,
            house ->
                noClasses()
                    .that(house.reside("domain", "application", "tsp", "webhooks"))
                    .should()
                    .callCodeUnitWhere(
                        describe("makes its own randomness", SourceOfTimeRules::rollsDice))),
        new Rule(
            "nothing but bootstrap and the sandbox prints",
            PrintsToTheTerminal.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(house.in("bootstrap", "sandbox"))
                    .should()
                    .callCodeUnitWhere(
                        describe(
                            "prints",
                            call ->
                                call.getTargetOwner().isEquivalentTo(PrintStream.class)
                                    && !call.getName().equals("<init>")))));
  }

  private static boolean asksTheClock(JavaCall<?> call) {
    var owner = call.getTargetOwner();
    var name = call.getName();
    if (owner.isEquivalentTo(System.class)) {
      return name.equals("currentTimeMillis");
    }
    if (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class)) {
      return name.startsWith("system");
    }
    return owner.getPackageName().equals("java.time")
        && name.equals("now")
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static boolean rollsDice(JavaCall<?> call) {
    var owner = call.getTargetOwner();
    return switch (call.getName()) {
      case "randomUUID" -> owner.isEquivalentTo(UUID.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      case "current" -> owner.isEquivalentTo(ThreadLocalRandom.class);
      case "<init>" -> owner.isEquivalentTo(Random.class);
      default -> false;
    };
  }
}
