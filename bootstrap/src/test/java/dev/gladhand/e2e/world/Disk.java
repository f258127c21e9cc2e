package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What a store lies on, and runs out of: no file of the store's processes grows past the largest
 * that is there. {@code -Dgladhand.small-disk=<folder>} names a file system, of 100 MB or so, which
 * is really filled instead.
 */
public sealed interface Disk {
  /** Where the store is to be. */
  Path folder();

  void fill();

  void free();

  /**
   * @param folder that is the test's own
   * @param processes that write to the store
   */
  static Disk in(Path folder, Supplier<List<Long>> processes) {
    var small = System.getProperty("gladhand.small-disk");
    try {
      return small == null
          ? new Limited(folder, processes)
          : new Small(Files.createTempDirectory(Path.of(small), "store"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Limited(Path folder, Supplier<List<Long>> processes) implements Disk {
    @Override
    public void fill() {
      var largest = largest();
      forEach(process -> FileSizes.limit(process, largest));
    }

    /** Twice: from then on every process begins with what its parent has. */
    private void forEach(LongConsumer what) {
      processes.get().forEach(what::accept);
      processes.get().forEach(what::accept);
    }

    private long largest() {
      try (var files = Files.walk(folder)) {
        return files.mapToLong(Limited::size).max().orElse(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static long size(Path file) {
      try {
        return Files.isRegularFile(file) ? Files.size(file) : 0;
      } catch (NoSuchFileException e) {
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void free() {
      forEach(FileSizes::free);
    }
  }

  record Small(Path folder) implements Disk {
    private Path filler() {
      return folder.resolve("filler");
    }

    @Override
    public void fill() {
      try (var file =
          FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        var block = ByteBuffer.allocate(4096);
        while (true) {
          file.write(block.clear());
        }
      } catch (IOException full) {
        // As was meant.
      }
    }

    @Override
    public void free() {
      try {
        Files.delete(filler());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
