package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Why the training of this JVM made no cache. */
  private volatile @Nullable Exception failure;

  private ClassCache(Path folder) {
    this.folder = folder;
  }

  /**
   * @param jvm the JVM and the options that every start has
   */
  static synchronized List<String> options(List<String> jvm) {
    try {
      if (cache == null) {
        cache = new ClassCache(CACHES.resolve(Long.toHexString(CLASSES.fingerprint())));
        cache.keep();
      }
      if (!cache.isMade() && ++starts == STARTS_WITHOUT + 1) {
        cache.makeUnlessAnotherDoes(jvm);
      }
      return cache.isMade()
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
    var reason = failure;
    if (reason != null) {
      throw new AssertionError("no cache of classes was made:\n" + Program.output(log()), reason);
    }
    return Files.exists(file());
  }

  /** Makes the folder new, so that no other process deletes it while this one uses it. */
  private void keep() throws IOException {
    if (Files.exists(file())) {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    }
  }

  // The lock ends with this JVM at the latest: a cache that was left half made is made anew.
  private void makeUnlessAnotherDoes(List<String> jvm) throws IOException {
    Files.createDirectories(folder);
    var channel = lockFile(folder);
    var begun = false;
    try {
      if (channel.tryLock() != null && !isMade()) {
        train(jvm, channel);
        begun = true;
      }
    } finally {
      if (!begun) {
        channel.close();
      }
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void train(List<String> jvm, FileChannel lock) throws IOException {
    deleteOthers();
    CLASSES.pack(folder);
    var made = folder.resolve("made.aot");
    Files.deleteIfExists(made);
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
    process.onExit().thenAccept(ended -> finish(ended, made, lock));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
  }

  private void finish(Process ended, Path made, FileChannel lock) {
    try (lock) {
      if (ended.exitValue() != 0) {
        throw new IOException("the training ended with " + ended.exitValue());
      }
      // A JVM that cannot write a cache ends with 0 too; then there is nothing to move.
      Files.move(made, file());
    } catch (IOException e) {
      failure = e;
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Deletes the caches of earlier classes that no process has used for a day. */
  private void deleteOthers() {
    try (var caches = Files.newDirectoryStream(CACHES)) {
      for (var other : caches) {
        if (!other.equals(folder) && isOld(other)) {
          deleteUnlessLocked(other);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another process deletes it too, and a later run deletes what is left.
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder)
        .toInstant()
        .isBefore(Instant.now().minus(Duration.ofDays(1)));
  }

  private static void deleteUnlessLocked(Path folder) {
    try (var channel = lockFile(folder)) {
      // A process may have begun to use it before this one had the lock.
      if (channel.tryLock() != null && isOld(folder)) {
        try (var files = Files.newDirectoryStream(folder)) {
          for (var file : files) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another process deletes it too, and a later run deletes what is left.
    }
  }
}
