package dev.gladhand.e2e.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The program's classes as options of a JVM. Most of a start is the loading of classes: while the
 * first tests run, a process of low priority makes a cache like the launcher's, and the starts
 * after that use it. Folders are packed into jars, because a cache can contain only classes from
 * files.
 */
public final class ClassPath {
  /** The number of starts from which on a cache saves time. */
  private static final int STARTS_WITHOUT = 1;

  private static int starts;
  private static @Nullable Training training;

  private ClassPath() {}

  /**
   * @param jvm the JVM and the options that every start has
   */
  public static synchronized List<String> options(List<String> jvm) {
    if (training == null && ++starts > STARTS_WITHOUT) {
      training = Training.begin(jvm);
    }
    return training != null && training.isOver()
        ? training.options()
        : List.of("-cp", System.getProperty("java.class.path"));
  }

  private record Training(Process process, Path folder, String path) {
    static Training begin(List<String> jvm) {
      try {
        var folder = Files.createTempDirectory("gladhand-classes");
        var path = packed(folder);
        var command = new ArrayList<>(List.of("nice", "-n", "15"));
        command.addAll(jvm);
        command.add("-XX:AOTCacheOutput=" + cache(folder));
        command.addAll(List.of("-cp", path, Program.MAIN, "train"));
        var process =
            Program.start(
                log(folder),
                Map.of(
                    "GLADHAND_HOST", "127.0.0.1",
                    "GLADHAND_PORT", "0",
                    "GLADHAND_DATABASE_URL", "jdbc:h2:mem:training",
                    "GLADHAND_MASTER_KEY", Node.MASTER_KEY),
                command);
        var training = new Training(process, folder, path);
        Runtime.getRuntime().addShutdownHook(new Thread(training::end));
        return training;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path cache(Path folder) {
      return folder.resolve("classes.aot");
    }

    private static Path log(Path folder) {
      return folder.resolve("training.log");
    }

    boolean isOver() {
      return !process.isAlive();
    }

    List<String> options() {
      if (process.exitValue() != 0 || !Files.exists(cache(folder))) {
        throw new AssertionError("no cache of classes was made:\n" + Program.output(log(folder)));
      }
      return List.of("-XX:AOTCache=" + cache(folder), "-cp", path);
    }

    /** Stops the making of the cache and its child processes. */
    private void end() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      delete(folder);
    }
  }

  private static String packed(Path folder) throws IOException {
    var packed = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        var jar = folder.resolve(packed.size() + ".jar");
        pack(Path.of(entry), jar);
        packed.add(jar.toString());
      } else {
        packed.add(entry);
      }
    }
    return String.join(File.pathSeparator, packed);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(folder)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (var file : files.filter(each -> !each.equals(folder)).sorted().toList()) {
        var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
        if (!Files.isDirectory(file)) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
