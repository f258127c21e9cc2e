package dev.gladhand.benchmarks.soak;

import dev.gladhand.benchmarks.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * Samples the memory of a node: its heap after full collections, its memory outside the heap, and
 * the total.
 */
final class NodeMemory {
  /**
   * Finds the bytes of the heap in the class histogram. The histogram is made by a full collection,
   * so that it counts no garbage.
   */
  private static final Pattern HEAP_BYTES = Pattern.compile("Total +\\d+ +(\\d+)");

  /** The line in which native memory tracking counts direct buffers. */
  private static final Pattern DIRECT_KIB =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

  private static final long GROWTH_MIB = 24;

  private final Child node;
  private final List<Sample> samples = new ArrayList<>();

  NodeMemory(Child node) {
    this.node = node;
  }

  private record Sample(double minute, long heapMiB, long directMiB, long residentMiB) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "minute %.1f: heap %d MiB, direct %d MiB, resident %d MiB",
          minute,
          heapMiB,
          directMiB,
          residentMiB);
    }
  }

  void sample(double minute) throws IOException, InterruptedException {
    var sample =
        new Sample(
            minute,
            number(HEAP_BYTES, jcmd("GC.class_histogram")) >> 20,
            number(DIRECT_KIB, jcmd("VM.native_memory", "summary")) >> 10,
            node.residentMiB());
    samples.add(sample);
    System.out.println(sample);
  }

  private static long number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("the node does not tell " + pattern + ": " + text);
    }
    return Long.parseLong(found.group(1));
  }

  /**
   * Whether neither the heap nor the direct buffers grew: in the last third of the samples, the
   * minimum of each is at most {@code GROWTH_MIB} more than in the third before. Minima are
   * compared, because a sample also contains the memory of requests under way.
   */
  boolean flat() {
    var third = samples.size() / 3;
    var before = samples.subList(third, 2 * third);
    var last = samples.subList(samples.size() - third, samples.size());
    return grown(before, last, Sample::heapMiB) <= GROWTH_MIB
        && grown(before, last, Sample::directMiB) <= GROWTH_MIB;
  }

  private static long grown(
      List<Sample> before, List<Sample> last, ToLongFunction<Sample> measured) {
    return last.stream().mapToLong(measured).min().orElseThrow()
        - before.stream().mapToLong(measured).min().orElseThrow();
  }

  private String jcmd(String... command) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(node.pid()));
    line.addAll(List.of(command));
    var process = new ProcessBuilder(line).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
