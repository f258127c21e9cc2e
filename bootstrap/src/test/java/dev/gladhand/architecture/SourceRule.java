package dev.gladhand.architecture;

import dev.gladhand.architecture.broken.application.NamesATsp;
import dev.gladhand.architecture.broken.tests.IsSwitchedOff;
import dev.gladhand.architecture.broken.tests.Sleeps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One claim about the text of the sources, the ones it is about, and the class that breaks it. */
record SourceRule(String claim, Class<?> brokenBy, Predicate<Source> about, Pattern forbidden) {
  /** What all adapters share knows none of their TSPs. */
  private static final String KIT = "adapters-tsp-kit";

  static Stream<SourceRule> all() {
    return Stream.of(
        new SourceRule(
            "no test sleeps: it waits for a condition, with a limit",
            Sleeps.class,
            Source::isTest,
            Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|Thread::sleep")),
        new SourceRule(
            "no test is switched off",
            IsSwitchedOff.class,
            Source::isTest,
            Pattern.compile("@Disabled")),
        new SourceRule(
            "a TSP is named in its own module, in the sandbox and in the demo",
            NamesATsp.class,
            SourceRule::mustNotNameATsp,
            Pattern.compile(namesOfTsps(), Pattern.CASE_INSENSITIVE)));
  }

  boolean isBrokenIn(Source source) {
    return about.test(source) && forbidden.matcher(source.code()).find();
  }

  @Override
  public String toString() {
    return claim;
  }

  private static boolean mustNotNameATsp(Source source) {
    var module = source.module();
    return (!source.isTest() || source.isBrokenOnPurpose())
        && (!module.startsWith("adapters-tsp-") || module.equals(KIT))
        && !List.of("sandbox", "benchmarks").contains(module)
        && !source.path().toString().contains("dev/gladhand/bootstrap/Demo");
  }

  private static String namesOfTsps() {
    try (var modules = Files.list(Source.project())) {
      return modules
          .map(module -> module.getFileName().toString())
          .filter(name -> name.startsWith("adapters-tsp-") && !name.equals(KIT))
          .map(name -> name.substring("adapters-tsp-".length()).replace("-", "[-_]?"))
          .collect(Collectors.joining("|"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
