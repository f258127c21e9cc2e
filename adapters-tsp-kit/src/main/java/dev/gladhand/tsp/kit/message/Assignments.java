package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.record.RecordFacts;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Asks a TSP which thing, such as a vehicle, a driver is assigned to. For dry runs, and to find out
 * whether an unanswered write was applied, an answer is kept for a minute; the TSP is asked again
 * for each message that is sent. Thread-safe.
 */
public final class Assignments implements Destinations.Source {
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final RecordFacts<Map<String, List<String>>> things;
  private final BiFunction<Settings, String, TspRequest> request;

  /**
   * @param request makes the request for the things to which a driver is assigned; the answer may
   *     contain those of other drivers too
   * @param reader reads from an answer the ids of the things, by driver; an empty id stands for one
   *     that cannot be read
   */
  public Assignments(
      RecordFacts.Call call,
      InstantSource clock,
      BiFunction<Settings, String, TspRequest> request,
      RecordFacts.Reader<Map<String, List<String>>> reader) {
    this.things = new RecordFacts<>(call, clock, BELIEVED, reader);
    this.request = request;
  }

  @Override
  public Fact<String> now(String driver, TspAccess tsp) {
    var asked = request.apply(tsp.settings(), driver);
    return things.anew(key(asked), asked, tsp).map(all -> only(all, driver));
  }

  @Override
  public Fact<String> recent(String driver, TspAccess tsp) {
    var asked = request.apply(tsp.settings(), driver);
    var kept = things.kept(tsp.connection(), key(asked)).map(all -> only(all, driver)).orElse("");
    return kept.isEmpty() ? now(driver, tsp) : new Fact.Known<>(kept);
  }

  private static String key(TspRequest request) {
    return request.url() + " " + request.body();
  }

  /**
   * The id of the thing to which the driver is assigned; empty if there is none or there are
   * several.
   */
  private static String only(Map<String, List<String>> all, String driver) {
    var own = all.getOrDefault(driver, List.of());
    return own.size() == 1 ? own.getFirst() : "";
  }
}
