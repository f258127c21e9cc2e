package dev.gladhand.http.gate;

import dev.gladhand.http.answer.Accepted;
import dev.gladhand.http.answer.Halt;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Checks the headers that every request must have, and sets those that every response has. It runs
 * before {@link Gate}, so that a malformed request is refused before its token is checked.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-50)
final class CommonHeaders {
  private static final String GZIP = "gzip";

  @RequestFilter
  void check(HttpRequest<?> request) {
    var hosts = request.getHeaders().getAll(HttpHeaders.HOST).size();
    if (hosts > 1 || hosts == 0 && isOneOne(request)) {
      throw Halt.malformed("the header Host must be given once");
    }
    checkTransfer(request);
    narrow(request);
  }

  /**
   * Refuses transfer codings other than chunked. A server that ignores an unknown coding may read
   * another body than its sender meant.
   */
  private static void checkTransfer(HttpRequest<?> request) {
    for (var line : request.getHeaders().getAll(HttpHeaders.TRANSFER_ENCODING)) {
      for (var coding : line.split(",", -1)) {
        if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("chunked")) {
          throw Halt.malformed("the transfer encoding must be chunked");
        }
      }
    }
  }

  private static boolean isOneOne(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> received
        && received.getNativeRequest().protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
  }

  /**
   * Reduces {@code Accept-Encoding} to gzip or to nothing by the weights that the caller gives,
   * because the framework would choose the first encoding that it knows without looking at the
   * weights.
   */
  private static void narrow(HttpRequest<?> request) {
    var lines = request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING);
    if (!lines.isEmpty() && request.getHeaders() instanceof MutableHttpHeaders headers) {
      var accepted = Accepted.read(lines);
      var gzip = accepted.weight(GZIP);
      headers.remove(HttpHeaders.ACCEPT_ENCODING);
      if (gzip > 0 && gzip >= accepted.weight("identity")) {
        headers.add(HttpHeaders.ACCEPT_ENCODING, GZIP);
      }
    }
  }

  /**
   * Sets the headers that every response has; {@code Cache-Control} only if the route has not set
   * it.
   */
  static void set(HttpRequest<?> request, MutableHttpResponse<?> response) {
    var headers = response.getHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.add(HttpHeaders.VARY, "Accept, Accept-Encoding");
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
