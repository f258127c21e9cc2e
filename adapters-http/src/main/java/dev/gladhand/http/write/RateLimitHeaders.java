package dev.gladhand.http.write;

import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.http.request.Caller;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Adds to each answer to a write how much more the partner may write
 * (draft-ietf-httpapi-ratelimit-headers-10). It is wrapped around the checks of token, scope and
 * body, so that their refusals get the headers too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-75)
@Requires(beans = PartnerLimits.class)
final class RateLimitHeaders {
  private static final String POLICY = "\"writes\"";

  /**
   * The prefix of the paths of writes. The filter compares the path itself and has no pattern for
   * it: with one filter that is not for every path, the framework sorts all filters at each
   * request.
   */
  private static final String WRITES = "/v2/telematics/";

  private static final String TOOLS = "/mcp";

  private final PartnerLimits limits;

  RateLimitHeaders(PartnerLimits limits) {
    this.limits = limits;
  }

  @ResponseFilter
  void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (!request.getPath().startsWith(WRITES) && !request.getPath().equals(TOOLS)
        || request.getMethod() != HttpMethod.POST && request.getMethod() != HttpMethod.PATCH) {
      return;
    }
    request
        .getUserPrincipal(Caller.class)
        .map(Caller::partner)
        .flatMap(limits::rate)
        .ifPresent(
            rate -> {
              response.header("RateLimit-Policy", POLICY + ";q=" + rate.quota() + ";w=1");
              response.header(
                  "RateLimit", POLICY + ";r=" + rate.remaining() + ";t=" + rate.seconds());
            });
  }
}
