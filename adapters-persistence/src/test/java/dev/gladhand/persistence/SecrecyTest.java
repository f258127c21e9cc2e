package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.testkit.store.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets stand nowhere in clear. */
final class SecrecyTest {
  private static final String CANARY = "canary-7f3d0e55-of-a-secret";

  @TempDir Path folder;

  private static SqlStore store(StoreContext context, MasterKeys keys) {
    return context.store(keys, _ -> Optional.of(SqlFixture.SETTINGS));
  }

  @Test
  void noByteOfAFileShowsASecret() throws IOException {
    try (var context = StoreContext.open("jdbc:h2:file:" + folder.resolve("store"), "sa", "")) {
      var store = store(context, SqlFixture.KEYS);
      var samples = new Samples(new SpeedStore(store));
      var connection = samples.connection(samples.partner());
      store.connections().renew(connection.id(), 1, _ -> Optional.of(Samples.credentials(CANARY)));
      store.secrets().findOrMake("signing", () -> bytes(CANARY));
      assertEquals(
          CANARY,
          store
              .connections()
              .credentials(connection.id())
              .orElseThrow()
              .json()
              .get(Samples.TOKEN.name()));
    }
    var forms =
        List.of(
            CANARY,
            Base64.getEncoder().encodeToString(bytes(CANARY)).substring(0, 24),
            Base64.getEncoder().encodeToString(new byte[32]));
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.isEmpty());
        forms.forEach(form -> assertFalse(content.contains(form), file::toString));
      }
    }
  }

  @Test
  void aSealedTextOpensOnlyInItsPlace() {
    var vault = new Vault(SqlFixture.KEYS);
    var table = SealedTable.CONNECTIONS;
    var sealed = vault.seal(table, 1, bytes(CANARY));
    assertArrayEquals(bytes(CANARY), vault.open(table, 1, sealed));
    assertThrows(IllegalStateException.class, () -> vault.open(table, 2, sealed));
    assertThrows(IllegalStateException.class, () -> vault.open(SealedTable.WEBHOOKS, 1, sealed));
    assertTrue(!sealed.equals(vault.seal(table, 1, bytes(CANARY))), "never the same twice");
  }

  @Test
  void masterKeysAreNotShown() {
    assertFalse(SqlFixture.KEYS.toString().contains("AAAA"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
