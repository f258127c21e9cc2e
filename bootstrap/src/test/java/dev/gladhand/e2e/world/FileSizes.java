package dev.gladhand.e2e.world;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Limits the size of files that a running process writes, as {@code prlimit --fsize} does. Writes
 * above the limit fail as on a full disk. It needs Linux, and no special rights for processes of
 * the same user.
 */
public final class FileSizes {
  private static final int FILE_SIZE = 1;
  private static final MethodHandle PRLIMIT = prlimit();

  private FileSizes() {}

  @SuppressWarnings("restricted") // The signature is the one in the manual.
  private static MethodHandle prlimit() {
    var linker = Linker.nativeLinker();
    var function =
        linker
            .defaultLookup()
            .find("prlimit")
            .orElseThrow(
                () ->
                    new AssertionError(
                        "another process's files can be limited on Linux only: elsewhere name a"
                            + " small file system by -Dgladhand.small-disk"));
    return linker.downcallHandle(
        function,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS));
  }

  public static void limit(long process, long bytes) {
    try (var arena = Arena.ofConfined()) {
      var limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      call(process, MemorySegment.NULL, limits);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes);
      call(process, limits, MemorySegment.NULL);
    }
  }

  /** Raises the limit to the hard limit of the process. */
  public static void free(long process) {
    try (var arena = Arena.ofConfined()) {
      var limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      call(process, MemorySegment.NULL, limits);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, limits.getAtIndex(ValueLayout.JAVA_LONG, 1));
      call(process, limits, MemorySegment.NULL);
    }
  }

  private static void call(long process, MemorySegment set, MemorySegment get) {
    int failed;
    try {
      failed = (int) PRLIMIT.invokeExact((int) process, FILE_SIZE, set, get);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    // The process has ended in the meantime and needs no limit.
    if (failed != 0 && ProcessHandle.of(process).isPresent()) {
      throw new AssertionError("the files of process " + process + " cannot be limited");
    }
  }
}
