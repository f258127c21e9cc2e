package dev.gladhand.persistence.secret;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table of the installation's own secrets, each of which is sealed. */
@MappedEntity(value = "secret", escape = false)
record SecretRow(@Id String name, String keyId, String wrappedKey, String sealed) {
  static SecretRow of(String name, Vault.Sealed sealed) {
    return new SecretRow(name, sealed.keyId(), sealed.wrappedKey(), sealed.text());
  }

  Vault.Sealed secret() {
    return new Vault.Sealed(keyId, wrappedKey, sealed);
  }
}
