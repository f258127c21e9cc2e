package dev.gladhand.sandbox.fault;

import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force. If several rules apply to a request, it gets the fault of the first
 * one.
 */
public final class Faults {
  private final CopyOnWriteArrayList<Active> rules = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final RandomGenerator random;

  public Faults(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A rule that is in force: its id, how many requests have matched it, and how many of these got
   * its fault.
   */
  public record InForce(long id, FaultRule rule, long matched, long hits) {}

  /** Adds a rule after the others; returns its id. */
  public long add(FaultRule rule) {
    long id = ids.incrementAndGet();
    rules.add(new Active(id, rule));
    return id;
  }

  /** Removes the rule with this id; returns false if there is no such rule. */
  public boolean remove(long id) {
    return rules.removeIf(active -> active.id == id);
  }

  public void clear() {
    rules.clear();
  }

  public List<InForce> list() {
    var list = new ArrayList<InForce>();
    rules.forEach(active -> list.add(active.state()));
    return list;
  }

  /** How many requests got the fault of the rule with this id; 0 if there is no such rule. */
  public long hits(long id) {
    return list().stream().filter(rule -> rule.id() == id).mapToLong(InForce::hits).sum();
  }

  /** The fault that hits a request before its body is read; null if none does. */
  public @Nullable Fault beforeReading(String provider, RequestHead head) {
    return rules.isEmpty() ? null : first(true, provider, head, () -> "");
  }

  /** The fault that hits a request after it was read completely; null if none does. */
  public @Nullable Fault afterReading(String provider, Request request) {
    return rules.isEmpty() ? null : first(false, provider, request.head(), request::bodyText);
  }

  private @Nullable Fault first(
      boolean beforeReading, String provider, RequestHead head, Supplier<String> body) {
    for (Active active : rules) {
      if (active.rule.beforeReading() == beforeReading
          && matches(active.rule, provider, head, body)
          && active.hits(random)) {
        return active.rule.fault();
      }
    }
    return null;
  }

  private static boolean matches(
      FaultRule rule, String provider, RequestHead head, Supplier<String> body) {
    String method = rule.method();
    var path = rule.path();
    String contains = rule.contains();
    return (rule.provider() == null || provider.equals(rule.provider()))
        && (method == null || method.equalsIgnoreCase(head.method()))
        && (path == null || path.matcher(head.path()).matches())
        && (contains == null || body.get().contains(contains));
  }

  private static final class Active {
    private final long id;
    private final FaultRule rule;
    private long matched;
    private long hits;

    Active(long id, FaultRule rule) {
      this.id = id;
      this.rule = rule;
    }

    synchronized boolean hits(RandomGenerator random) {
      matched++;
      if (matched <= rule.skip() || hits >= rule.times()) {
        return false;
      }
      if (rule.probability() < 1 && random.nextDouble() >= rule.probability()) {
        return false;
      }
      hits++;
      return true;
    }

    synchronized InForce state() {
      return new InForce(id, rule, matched, hits);
    }
  }
}
