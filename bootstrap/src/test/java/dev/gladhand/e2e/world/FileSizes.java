package dev.gladhand.e2e.world;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * How far a running process may let files grow, as by {@code prlimit --fsize}: its writes past that
 * fail as they do on a full disk. Needs Linux, and no rights, as the process is one's own.
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

  /** As far as it was ever allowed. */
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
    // One that has ended meanwhile needs no limit.
    if (failed != 0 && ProcessHandle.of(process).isPresent()) {
      throw new AssertionError("the files of process " + process + " cannot be limited");
    }
  }
}
