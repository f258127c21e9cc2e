package dev.gladhand.benchmarks.soak;

import dev.gladhand.benchmarks.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a node holds, after a full collection, and what the system says it has. */
final class NodeMemory {
  /** Of the histogram, which is made after a full collection. */
  private static final Pattern TOTAL = Pattern.compile("Total +[0-9]+ +([0-9]+)");

  private final Child node;
  private final List<Sample> samples = new ArrayList<>();

  NodeMemory(Child node) {
    this.node = node;
  }

  private record Sample(double minute, long heapMiB, long residentMiB) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "minute %.1f: heap %d MiB, resident %d MiB", minute, heapMiB, residentMiB);
    }
  }

  void sample(double minute) throws IOException, InterruptedException {
    var total = TOTAL.matcher(jcmd("GC.class_histogram"));
    if (!total.find()) {
      throw new IllegalStateException("the node does not tell what it holds");
    }
    var sample = new Sample(minute, Long.parseLong(total.group(1)) >> 20, node.residentMiB());
    samples.add(sample);
    System.out.println(sample);
  }

  /**
   * Whether what is held at the end is not much more than after a third of the time: caches are
   * filled by then.
   */
  boolean flat() {
    var third = samples.get(samples.size() / 3);
    var last = samples.getLast();
    return last.heapMiB <= third.heapMiB + 24 && last.residentMiB <= third.residentMiB * 1.2;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, Long.toString(node.pid()), command).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
