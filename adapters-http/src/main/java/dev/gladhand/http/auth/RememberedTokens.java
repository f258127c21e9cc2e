package dev.gladhand.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gladhand.domain.record.Sha256;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Caller;
import dev.gladhand.http.stream.Tokens;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.jwt.validator.ReactiveJsonWebTokenValidator;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Remembers tokens whose signature and claims were valid, by their hash and for two minutes,
 * because checking a signature costs more than the rest of a request. Whether the client may still
 * call is checked at each request. A token that is not remembered is checked on a worker thread,
 * not on the event loop. Bounded; thread-safe.
 */
@Singleton
@Requires(beans = AuthSettings.class)
@Replaces(ReactiveJsonWebTokenValidator.class)
final class RememberedTokens implements TokenValidator<HttpRequest<?>>, Tokens {
  private static final int MOST = 10_000;
  private static final int MOST_CHARACTERS = 16_384;
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /**
   * A token that was valid, and the keys that were trusted when it was checked. The entry is
   * ignored after {@code until}, or once other keys are trusted.
   */
  private record Known(CheckTokens.Checked token, @Nullable JWKSet keys, Instant until) {}

  private final CheckTokens check;
  private final TokenKeys keys;
  private final Standing standing;
  private final InstantSource clock;
  private final Scheduler blocking;
  private final Cache<ByteBuffer, Known> known = Caffeine.newBuilder().maximumSize(MOST).build();

  RememberedTokens(
      CheckTokens check,
      TokenKeys keys,
      Standing standing,
      InstantSource clock,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.check = check;
    this.keys = keys;
    this.standing = standing;
    this.clock = clock;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    if (token.length() > MOST_CHARACTERS) {
      return Mono.error(CheckTokens.invalid());
    }
    var hash = hash(token);
    var found = find(hash);
    return found != null && standing.isKnownGood(found)
        ? Mono.just(found.caller())
        : Mono.<Authentication>fromCallable(() -> verify(token, hash)).subscribeOn(blocking);
  }

  @Override
  public boolean hold(String token) {
    try {
      verify(token, hash(token));
      return true;
    } catch (Halt refused) {
      // If the issuer's keys cannot be fetched, the token counts as valid, because nothing shows
      // that it is not.
      return refused.status() != 401;
    }
  }

  private Caller verify(String token, ByteBuffer hash) {
    var found = find(hash);
    if (found == null) {
      var now = keys.known();
      found = check.check(token);
      var until = clock.instant().plus(REMEMBERED);
      known.put(hash, new Known(found, now, until.isBefore(found.until()) ? until : found.until()));
    }
    if (!standing.isGood(found)) {
      throw CheckTokens.invalid();
    }
    return found.caller();
  }

  @SuppressWarnings(
      "ReferenceEquality") // Compares by identity: the entry must have used the current key set
  // itself.
  private CheckTokens.@Nullable Checked find(ByteBuffer hash) {
    var found = known.getIfPresent(hash);
    return found != null && found.keys == keys.known() && clock.instant().isBefore(found.until)
        ? found.token
        : null;
  }

  private static ByteBuffer hash(String token) {
    return ByteBuffer.wrap(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
  }
}
