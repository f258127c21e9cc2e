package dev.gladhand.http.caller;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.token.TokenAuthenticationFetcher;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the caller from the bearer token of a request. It replaces the framework's fetcher, because
 * that one also publishes an event for each valid token, which nothing uses.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class FetchBearer implements AuthenticationFetcher<HttpRequest<?>> {
  private final BearerHeader header;
  private final List<TokenValidator<HttpRequest<?>>> validators;

  FetchBearer(BearerHeader header, List<TokenValidator<HttpRequest<?>>> validators) {
    this.header = header;
    this.validators = List.copyOf(validators);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    var token = header.findToken(request).orElse(null);
    if (token == null) {
      return Mono.empty();
    }
    request.setAttribute(SecurityFilter.TOKEN, token);
    return validators.size() == 1
        ? validators.getFirst().validateToken(token, request)
        : Flux.fromIterable(validators)
            .concatMap(validator -> validator.validateToken(token, request))
            .next();
  }
}
