package dev.gladhand.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** One source file of the project, and its code without the comments. */
record Source(Path path, String code) {
  private static final Pattern BLOCK_COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern LINE_COMMENT = Pattern.compile("(?m)(^|\\s)//.*$");

  /** The folder that holds the modules. */
  static Path project() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the project: there is no mvnw above");
      }
    }
    return folder;
  }

  static List<Source> all() {
    var project = project();
    try (var files = Files.find(project, 30, (path, _) -> isSource(project.relativize(path)))) {
      return files.sorted().map(path -> read(project, path)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a test class was compiled from. */
  static Source of(Class<?> type) {
    var file = "src/test/java/" + type.getName().replace('.', '/') + ".java";
    return read(project(), project().resolve("bootstrap").resolve(file));
  }

  boolean isTest() {
    return path.toString().contains("/src/test/") || module().equals("testkit");
  }

  String module() {
    return path.getName(0).toString();
  }

  boolean isBrokenOnPurpose() {
    return path.toString().contains("/architecture/broken/");
  }

  // SourceRule itself spells out what it forbids.
  private static boolean isSource(Path path) {
    return path.getNameCount() > 4
        && !path.endsWith("SourceRule.java")
        && path.getName(1).toString().equals("src")
        && path.toString().endsWith(".java");
  }

  private static Source read(Path project, Path path) {
    try {
      var text = BLOCK_COMMENT.matcher(Files.readString(path)).replaceAll(" ");
      return new Source(project.relativize(path), LINE_COMMENT.matcher(text).replaceAll(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
