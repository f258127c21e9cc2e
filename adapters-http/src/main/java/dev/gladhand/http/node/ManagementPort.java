package dev.gladhand.http.node;

import dev.gladhand.http.answer.Halt;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * If the operator has set a management port, metrics are served only there, together with a copy of
 * the health routes.
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
      throw Halt.notFound("there is nothing at this path");
    }
  }

  /**
   * Removes a slash at the end of a path, because the router treats both forms as the same path.
   */
  private static String plain(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
