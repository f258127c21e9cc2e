package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program's classes as options of a JVM. Most of a start is the loading of classes: while the
 * first tests run, a process of low priority makes a cache like the launcher's. The starts after
 * that use it, those of other test processes and of later runs with the same classes too.
 */
final class ClassCache {
  /** The number of starts from which on a cache saves time. */
  private static final int STARTS_WITHOUT = 1;

  private static final Path CACHES = Path.of("target", "e2e-classes").toAbsolutePath();

  private static final ClassPath CLASSES = ClassPath.ofTests();
  private static int starts;
  private static @Nullable ClassCache cache;

  private final Path folder;

  /** The process that makes the cache, if this JVM has started it. */
  private @Nullable Process training;

  private ClassCache(Path folder) {
    this.folder = folder;
  }

  /**
   * @param jvm the JVM and the options that every start has
   */
  static synchronized List<String> options(List<String> jvm) {
    try {
      if (cache == null && ++starts > STARTS_WITHOUT) {
        cache = new ClassCache(CACHES.resolve(Long.toHexString(CLASSES.fingerprint())));
        if (!cache.isMade()) {
          cache.makeUnlessAnotherDoes(jvm);
        }
      }
      return cache != null && cache.isMade()
          ? List.of("-XX:AOTCache=" + cache.file(), "-cp", CLASSES.packed(cache.folder))
          : List.of("-cp", System.getProperty("java.class.path"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("classes.aot");
  }

  private Path log() {
    return folder.resolve("training.log");
  }

  private boolean isMade() {
    if (training != null && !training.isAlive() && training.exitValue() != 0) {
      throw new AssertionError("no cache of classes was made:\n" + Program.output(log()));
    }
    return Files.exists(file());
  }

  // The lock ends with this JVM at the latest: a cache that was left half made is made anew.
  private void makeUnlessAnotherDoes(List<String> jvm) throws IOException {
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null || isMade()) {
      channel.close();
      return;
    }
    deleteOthers();
    CLASSES.pack(folder);
    var made = folder.resolve("made.aot");
    var command = new ArrayList<>(List.of("nice", "-n", "15"));
    command.addAll(jvm);
    command.add("-XX:AOTCacheOutput=" + made);
    command.addAll(List.of("-cp", CLASSES.packed(folder), Program.MAIN, "train"));
    var process =
        Program.start(
            log(),
            Map.of(
                "GLADHAND_HOST", "127.0.0.1",
                "GLADHAND_PORT", "0",
                "GLADHAND_DATABASE_URL", "jdbc:h2:mem:training",
                "GLADHAND_MASTER_KEY", Node.MASTER_KEY),
            command);
    training = process;
    process.onExit().thenAccept(ended -> finish(ended, made, channel));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
  }

  private void finish(Process ended, Path made, FileChannel lock) {
    try (lock) {
      if (ended.exitValue() == 0) {
        Files.move(made, file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Deletes the caches of earlier classes. */
  private void deleteOthers() throws IOException {
    try (var caches = Files.list(CACHES)) {
      for (var other : caches.filter(each -> !each.equals(folder)).toList()) {
        try (var files = Files.walk(other)) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
