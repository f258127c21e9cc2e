package dev.gladhand.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No class of the program has more than 250 lines of code. */
class SourceSizesTest {
  private static final int MOST_LINES = 250;

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
  void noClassIsTooLong() {
    var tooLong =
        Source.all().stream()
            .filter(source -> !source.isTest() && !source.module().equals("benchmarks"))
            .filter(source -> lines(source) > MOST_LINES)
            .map(source -> name(source.path()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), tooLong);
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
