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
 * Tells each answer to a write how much more the partner may write, by the draft of the IETF
 * (draft-ietf-httpapi-ratelimit-headers-10). Outside of the checks of token, scope and body, whose
 * refusals pass it too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-75)
@Requires(beans = PartnerLimits.class)
final class RateLimitHeaders {
  private static final String POLICY = "\"writes\"";

  /**
   * Looked at here: one filter that is not for every path has all of them sorted at each request.
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
              response.header("RateLimit", POLICY + ";r=" + rate.remaining() + ";t=1");
            });
  }
}
