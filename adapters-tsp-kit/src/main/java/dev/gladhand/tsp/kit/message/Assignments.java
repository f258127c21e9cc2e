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
 * Asks a TSP which things, such as vehicles, its drivers are assigned to. What was read is kept for
 * a minute, but only for requests that are shown. Thread-safe.
 */
public final class Assignments implements Destinations.Source {
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final RecordFacts<Map<String, List<String>>> things;
  private final BiFunction<Settings, String, TspRequest> request;

  /**
   * @param request asks for the things of a driver, and perhaps of all others
   * @param reader the ids of the things by drivers; an empty id is a thing without a readable id
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

  /** The only thing of a driver; empty if there is none, or more than one. */
  private static String only(Map<String, List<String>> all, String driver) {
    var own = all.getOrDefault(driver, List.of());
    return own.size() == 1 ? own.getFirst() : "";
  }
}
