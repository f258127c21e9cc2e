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
 * The disk of a store, which can become full: the store's processes then cannot make a file larger
 * than the largest existing one. {@code -Dgladhand.small-disk=<folder>} names a file system of
 * about 100 MB, which is really filled instead.
 */
public sealed interface Disk {
  /** Returns the folder for the store. */
  Path folder();

  void fill();

  void free();

  /**
   * @param folder a folder that only this test uses
   * @param processes the processes that write to the store
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

    /**
     * Runs twice, because a process may start during the first run; after that, each new process
     * inherits the limit of its parent.
     */
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
        // This error is expected.
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
