package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.RewrapSecrets;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.testkit.store.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets stand nowhere in clear, and outlive a change of the master key. */
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
  void secretsAreWrappedByANewMasterKeyWhileTheyAreInUse() {
    try (var test = TestDatabase.h2()) {
      var first = new byte[32];
      var second = new byte[32];
      second[0] = 1;
      var before = store(test.context(), new MasterKeys(first, List.of()));
      var samples = new Samples(new SpeedStore(before));
      var connections = new ArrayList<dev.gladhand.domain.connection.Connection>();
      var partner = samples.partner();
      for (var i = 0; i < 5; i++) {
        connections.add(samples.connection(partner));
      }
      before.secrets().findOrMake("signing", () -> bytes(CANARY));

      var both = new MasterKeys(second, List.of(first));
      var rewrap = new RewrapSecrets(test.database(), both);
      assertEquals(4, rewrap.run(3));
      assertEquals(2, rewrap.run(3));
      assertEquals(0, rewrap.run(3));

      var after = store(test.context(), new MasterKeys(second, List.of()));
      for (var connection : connections) {
        var credentials = after.connections().credentials(connection.id()).orElseThrow();
        assertEquals("token-of-" + connection.id(), credentials.json().get("api_token"));
        assertEquals(1, credentials.version());
      }
      assertArrayEquals(bytes(CANARY), after.secrets().find("signing").orElseThrow());
      assertThrows(
          IllegalStateException.class,
          () -> before.connections().credentials(connections.getFirst().id()));
    }
  }

  @Test
  void aSealedTextOpensOnlyInItsPlace() {
    var vault = new Vault(SqlFixture.KEYS);
    var sealed = vault.seal("connection:1", bytes(CANARY));
    assertArrayEquals(bytes(CANARY), vault.open("connection:1", sealed));
    assertThrows(IllegalStateException.class, () -> vault.open("connection:2", sealed));
    assertTrue(!sealed.equals(vault.seal("connection:1", bytes(CANARY))), "never the same twice");
  }

  @Test
  void aMasterKeyIsRefusedWithoutBeingShown() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> MasterKeys.ofBase64(CANARY, List.of()));
    assertFalse(refused.toString().contains("canary"));
    assertFalse(SqlFixture.KEYS.toString().contains("AAAA"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
