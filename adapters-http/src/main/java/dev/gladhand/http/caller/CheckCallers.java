package dev.gladhand.http.caller;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets the framework's fetchers find out who calls, and its rules decide whether the caller may use
 * the route. It replaces the framework's own filter ({@code micronaut.security.filter.enabled}),
 * whose reactive stream costs more than the checks do. Does not block.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(CheckCallers.ORDER)
final class CheckCallers {
  /**
   * The order of {@code ServerFilterPhase.SECURITY}; the filter {@code Gate} runs after this one.
   */
  static final int ORDER = 39_000;

  private static final CompletionStage<Optional<HttpResponse<?>>> PASS =
      CompletableFuture.completedFuture(Optional.empty());

  private final List<AuthenticationFetcher<HttpRequest<?>>> fetchers;
  private final List<SecurityRule<HttpRequest<?>>> rules;

  CheckCallers(
      List<AuthenticationFetcher<HttpRequest<?>>> fetchers,
      List<SecurityRule<HttpRequest<?>>> rules) {
    this.fetchers = List.copyOf(fetchers);
    this.rules = List.copyOf(rules);
  }

  @RequestFilter
  CompletionStage<Optional<HttpResponse<?>>> check(HttpRequest<?> request) {
    return caller(request, fetchers.iterator()).thenCompose(caller -> admit(request, caller));
  }

  /** The caller, or null if no fetcher finds one. */
  private static CompletableFuture<@Nullable Authentication> caller(
      HttpRequest<?> request, Iterator<AuthenticationFetcher<HttpRequest<?>>> left) {
    if (!left.hasNext()) {
      return CompletableFuture.completedFuture(null);
    }
    var found = Mono.from(left.next().fetchAuthentication(request)).toFuture();
    return found.thenCompose(
        caller ->
            caller == null ? caller(request, left) : CompletableFuture.completedFuture(caller));
  }

  private CompletionStage<Optional<HttpResponse<?>>> admit(
      HttpRequest<?> request, @Nullable Authentication caller) {
    request.setAttribute(SecurityFilter.AUTHENTICATION, caller);
    return ruling(request, caller, rules.iterator())
        .thenCompose(
            ruling ->
                ruling == SecurityRuleResult.ALLOWED
                    ? PASS
                    : CompletableFuture.failedFuture(new AuthorizationException(caller)));
  }

  /** The result of the first rule that decides; if none does, the call is refused. */
  private static CompletableFuture<SecurityRuleResult> ruling(
      HttpRequest<?> request,
      @Nullable Authentication caller,
      Iterator<SecurityRule<HttpRequest<?>>> left) {
    if (!left.hasNext()) {
      return CompletableFuture.completedFuture(SecurityRuleResult.UNKNOWN);
    }
    return Mono.from(left.next().check(request, caller))
        .defaultIfEmpty(SecurityRuleResult.UNKNOWN)
        .toFuture()
        .thenCompose(
            ruling ->
                ruling == SecurityRuleResult.UNKNOWN
                    ? ruling(request, caller, left)
                    : CompletableFuture.completedFuture(ruling));
  }
}
