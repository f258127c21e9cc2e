package dev.gladhand.persistence.invitation;

import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table of the operator's OAuth applications, each of which is sealed. */
@MappedEntity(value = "oauth_app", escape = false)
record OauthAppRow(
    @Id String tsp, String keyId, String wrappedKey, String sealed, Instant updatedAt) {
  static OauthAppRow of(String tsp, Vault.Sealed sealed, Instant now) {
    return new OauthAppRow(tsp, sealed.keyId(), sealed.wrappedKey(), sealed.text(), Micros.of(now));
  }

  Vault.Sealed secret() {
    return new Vault.Sealed(keyId, wrappedKey, sealed);
  }
}
