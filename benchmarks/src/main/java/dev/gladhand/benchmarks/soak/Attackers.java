package dev.gladhand.benchmarks.soak;

import dev.gladhand.benchmarks.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The hostile partners in a process of their own with a lower priority, so that their own work does
 * not delay the node and the victims, as if they had a machine of their own. The process reads a
 * line for each partner, an empty one, and one for each attack; it answers with a line when the
 * partners are ready and when an attack is over.
 */
final class Attackers implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  private Attackers(Process process) {
    this.process = process;
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts the process of these partners. */
  static Attackers start(List<Hostile.Place> partners) throws IOException {
    var process =
        new ProcessBuilder(
                "nice",
                Child.java(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Attackers.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var attackers = new Attackers(process);
    partners.forEach(place -> attackers.orders.println(place.line()));
    attackers.orders.println();
    try {
      attackers.await();
    } catch (IOException | RuntimeException e) {
      attackers.close();
      throw e;
    }
    return attackers;
  }

  /** Begins an attack by all of them that lasts this long. */
  void attack(String name, Duration time) {
    orders.println(time.toMillis() + " " + name);
  }

  /** Waits until the partners are ready, or the attack is over. */
  void await() throws IOException {
    if (!READY.equals(answers.readLine())) {
      throw new IllegalStateException("the attackers' process has ended");
    }
  }

  /** Ends the process; returns what the partners were answered, a line for each. */
  List<String> end() throws IOException {
    orders.close();
    return answers.readAllLines();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process of the hostile partners. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var partners = new ArrayList<Hostile>();
    for (var place = orders.readLine(); !place.isEmpty(); place = orders.readLine()) {
      partners.add(new Hostile(Hostile.Place.of(place)));
    }
    System.out.println(READY);
    for (var order = orders.readLine(); order != null; order = orders.readLine()) {
      var space = order.indexOf(' ');
      var end = System.nanoTime() + Long.parseLong(order.substring(0, space)) * 1_000_000;
      var name = order.substring(space + 1);
      var threads = new ArrayList<Thread>();
      for (var partner : partners) {
        threads.addAll(partner.work(name, end));
      }
      for (var thread : threads) {
        thread.join();
      }
      System.out.println(READY);
    }
    partners.forEach(System.out::println);
  }
}
