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
 * Asks a TSP to which things, such as vehicles, its drivers are assigned. An answer is kept for a
 * minute for dry runs and for settling; the TSP is asked again for each message that is sent.
 * Thread-safe.
 */
public final class Assignments implements Destinations.Source {
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final RecordFacts<Map<String, List<String>>> things;
  private final BiFunction<Settings, String, TspRequest> request;

  /**
   * @param request makes the request for the things of a driver; its answer may contain those of
   *     other drivers too
   * @param reader reads the ids of the things of each driver; an empty id is one that cannot be
   *     read
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

  /** The id of the only thing of a driver; empty if the driver has none or several. */
  private static String only(Map<String, List<String>> all, String driver) {
    var own = all.getOrDefault(driver, List.of());
    return own.size() == 1 ? own.getFirst() : "";
  }
}
