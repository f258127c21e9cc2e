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
 * Runs the hostile partners in a process of their own with a lower priority, so that their own work
 * does not delay the node and the victims, as if they had a machine of their own. The process reads
 * a line for each partner, an empty line, and then a line for each attack. It writes the line
 * {@code ready} when the partners are ready and whenever an attack is over.
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

  /** Starts the process with these hostile partners, and waits until they are ready. */
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

  /**
   * Lets all hostile partners begin this attack, which lasts for this time; does not wait for its
   * end.
   */
  void attack(String name, Duration time) {
    orders.println(time.toMillis() + " " + name);
  }

  /** Waits until the partners are ready, or the attack is over. */
  void await() throws IOException {
    if (!READY.equals(answers.readLine())) {
      throw new IllegalStateException("the attackers' process has ended");
    }
  }

  /**
   * Lets the process end; returns a line for each hostile partner, which says how often it got each
   * answer of the node.
   */
  List<String> end() throws IOException {
    orders.close();
    return answers.readAllLines();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Runs in the process of the hostile partners: carries out the attacks that it reads from
   * standard input.
   */
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
