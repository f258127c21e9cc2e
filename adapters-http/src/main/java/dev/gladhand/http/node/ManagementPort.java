package dev.gladhand.http.node;

import dev.gladhand.http.answer.Halt;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Where the operator has named a port for it: metrics are there and nowhere else, and besides them
 * only a copy of health.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = ManagementPort.PROPERTY)
@Order(-40)
final class ManagementPort {
  static final String PROPERTY = "micronaut.server.netty.listeners.management.port";
  private static final String METRICS = "/prometheus";

  private final int port;

  ManagementPort(@Value("${" + PROPERTY + "}") int port) {
    this.port = port;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    var path = plain(request.getUri().getPath());
    var here = request.getServerAddress().getPort() == port;
    if (here ? !path.equals(METRICS) && !path.startsWith("/health/") : path.equals(METRICS)) {
      throw Halt.notFound("there is nothing here");
    }
  }

  /** The router takes a path with a slash at its end for the same path without it. */
  private static String plain(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
