package dev.gladhand.http.auth;

import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.http.Tokens;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** Wires whom to believe. */
@Factory
@Requires(beans = AuthSettings.class)
final class AuthFactory {
  @Singleton
  SigningKeys signingKeys(Secrets secrets) {
    return new SigningKeys(secrets);
  }

  @Singleton
  TokenMaker tokenMaker(SigningKeys keys, Supplier<UUID> ids, InstantSource clock) {
    return new TokenMaker(keys, ids, clock);
  }

  @Singleton
  Tokens tokens(
      AuthSettings settings,
      SigningKeys keys,
      Clients clients,
      KeySetSource source,
      InstantSource clock) {
    var external = settings.external();
    if (external == null) {
      return new EmbeddedTokens(keys, clients, clock);
    }
    return new ExternalTokens(
        external, new IssuerKeys(external.keySet(), source, clock), clients, clock);
  }
}
