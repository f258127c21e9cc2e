package dev.gladhand.http.auth;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Chooses the issuer whose keys are trusted. */
@Factory
@Requires(beans = AuthSettings.class)
final class AuthFactory {
  @Singleton
  TokenKeys tokenKeys(
      AuthSettings settings, SigningKeys embedded, KeySetSource source, InstantSource clock) {
    var external = settings.external();
    return external == null ? embedded : new IssuerKeys(external.keySet(), source, clock);
  }
}
