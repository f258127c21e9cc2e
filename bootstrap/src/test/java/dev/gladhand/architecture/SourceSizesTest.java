package dev.gladhand.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is too large by now, and is to become smaller: nothing may be added to these lists. */
class SourceSizesTest {
  private static final int MOST_LINES = 250;

  private static final Map<String, String> TOO_LONG =
      Map.of(
          "FieldType", "a table of the types of fields; each is a few lines",
          "GeotabProvider", "a simulated provider: its state is one thing",
          "GeotabType", "a table of the provider's types",
          "Rule", "a table of the rules of fields; each is a few lines",
          "Transitions", "the whole state machine on one page",
          "UseCaseFactory", "wiring: one method for each use case");

  /** Lines of code: without comments, blank lines, imports and the package. */
  private static long lines(Source source) {
    return source
        .code()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
        .count();
  }

  @Test
  void noClassIsTooLongThatIsNotOnTheList() {
    var tooLong =
        Source.all().stream()
            .filter(source -> !source.isTest() && !source.module().equals("benchmarks"))
            .filter(source -> lines(source) > MOST_LINES)
            .map(source -> name(source.path()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(TOO_LONG.keySet()), tooLong);
  }

  private static String name(Path path) {
    return path.getFileName().toString().replace(".java", "");
  }

  @Test
  void countsCodeAndNothingElse() {
    var text = "package a;\n\nimport b.C;\n\nfinal class D {\n  int e;\n}\n";
    assertEquals(3, lines(new Source(Path.of("D.java"), text)));
  }
}
