package dev.gladhand.http.gate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests and measures their time by route and status. The label of a route is its template
 * and not the path, so that callers cannot cause new time series.
 */
@Singleton
final class RequestMetrics {
  /**
   * The method, route and status that one time series counts. Routes are compared by identity: the
   * router has one object for each, and comparing two by value is slow.
   */
  private record Series(HttpMethod method, @Nullable UriRouteInfo<?, ?> route, int status) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof Series series
          && method == series.method
          && route == series.route
          && status == series.status;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(route) * 31 + status;
    }
  }

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(HttpMethod method, @Nullable UriRouteInfo<?, ?> route, int status, long nanos) {
    timers
        .computeIfAbsent(new Series(method, route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Series series) {
    var route = series.route;
    return Timer.builder("gladhand.http.requests")
        .description("Requests answered")
        .serviceLevelObjectives(Buckets.ofTimes())
        .tag("method", series.method.name())
        .tag("route", route == null ? "none" : route.getUriMatchTemplate().toPathString())
        .tag("status", Integer.toString(series.status))
        .register(registry);
  }
}
