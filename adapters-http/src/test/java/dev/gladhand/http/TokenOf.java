package dev.gladhand.http;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Caller;
import dev.gladhand.http.stream.Tokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import java.util.Set;
import java.util.UUID;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** One token, of a partner with these scopes. */
public final class TokenOf implements TokenValidator<HttpRequest<?>>, Tokens {
  public static final PartnerId PARTNER = new PartnerId(new UUID(1, 2));

  private final Set<String> scopes;

  public TokenOf(String... scopes) {
    this.scopes = Set.of(scopes);
  }

  public String header() {
    return "Authorization: Bearer t";
  }

  @Override
  public Publisher<Authentication> validateToken(String token, HttpRequest<?> request) {
    return hold(token)
        ? Mono.just(new Caller("client", PARTNER, scopes))
        : Mono.error(Halt.unauthorized("the token is not valid"));
  }

  @Override
  public boolean hold(String token) {
    return token.equals("t");
  }
}
