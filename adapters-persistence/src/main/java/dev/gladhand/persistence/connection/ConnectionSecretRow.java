package dev.gladhand.persistence.connection;

import dev.gladhand.persistence.secret.Vault;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row with the sealed credentials of one connection.
 *
 * @param renewedBy the id of the call that may renew the credentials until {@code renewedUntil};
 *     null if there is none
 */
@MappedEntity(value = "connection_secret", escape = false)
record ConnectionSecretRow(
    @Id UUID connectionId,
    String keyId,
    String wrappedKey,
    String sealed,
    long version,
    @Nullable UUID renewedBy,
    @Nullable Instant renewedUntil) {

  static ConnectionSecretRow first(UUID connection, Vault.Sealed sealed) {
    return new ConnectionSecretRow(
        connection, sealed.keyId(), sealed.wrappedKey(), sealed.text(), 1, null, null);
  }

  Vault.Sealed secret() {
    return new Vault.Sealed(keyId, wrappedKey, sealed);
  }
}
