package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks how partners and the installation's secrets are stored. */
public abstract class PartnersContract extends StoreContract {

  private Partner partner(String client) {
    var now = store.now();
    return new Partner(
        new PartnerId(samples.id()),
        "Haulage & Söhne",
        client,
        "hash",
        1,
        Set.of("telematics:read", "telematics:write"),
        false,
        now,
        now);
  }

  @Test
  void findsWhatWasAdded() {
    var one = partner("client-1");
    var two = partner("client-2");
    store.partners().add(one);
    store.partners().add(two);
    assertEquals(Optional.of(one), store.partners().find(one.id()));
    assertEquals(Optional.of(two), store.partners().findByClient("client-2"));
    assertEquals(Optional.empty(), store.partners().findByClient("client-3"));
    assertEquals(List.of(one, two), store.partners().list());
  }

  @Test
  void knowsAClientOnce() {
    store.partners().add(partner("client-1"));
    assertThrows(IllegalStateException.class, () -> store.partners().add(partner("client-1")));
  }

  @Test
  void replacesWhatIsThere() {
    var one = partner("client-1");
    store.partners().add(one);
    var changed = with(one, "other", 2, true);
    assertTrue(store.partners().update(one, changed));
    assertEquals(Optional.of(changed), store.partners().find(one.id()));
    var unknown = partner("client-9");
    assertFalse(store.partners().update(unknown, unknown));
  }

  @Test
  void ofTwoChangesOfWhatBothHaveReadTheSecondIsRefused() {
    var one = partner("client-1");
    store.partners().add(one);
    var disabled = with(one, one.secretHash(), one.secretVersion(), true);
    assertTrue(store.partners().update(one, disabled));
    assertFalse(store.partners().update(one, with(one, "rotated", 2, false)));
    assertEquals(Optional.of(disabled), store.partners().find(one.id()));
    var rotated = with(disabled, "rotated", 2, true);
    assertTrue(store.partners().update(disabled, rotated));
    assertFalse(store.partners().update(disabled, with(disabled, "late", 2, true)));
    assertEquals(Optional.of(rotated), store.partners().find(one.id()));
  }

  @Test
  void ofTwoChangesOfNameAndScopesTheSecondIsRefused() {
    var one = partner("client-1");
    store.partners().add(one);
    var renamed = named(one, "Renamed", one.scopes());
    assertTrue(store.partners().update(one, renamed));
    assertFalse(store.partners().update(one, named(one, one.name(), Set.of("telematics:read"))));
    assertEquals(Optional.of(renamed), store.partners().find(one.id()));
    var reader = named(renamed, renamed.name(), Set.of("telematics:read"));
    assertTrue(store.partners().update(renamed, reader));
    assertFalse(store.partners().update(renamed, named(renamed, "Late", renamed.scopes())));
    assertEquals(Optional.of(reader), store.partners().find(one.id()));
  }

  private static Partner named(Partner old, String name, Set<String> scopes) {
    return new Partner(
        old.id(),
        name,
        old.clientId(),
        old.secretHash(),
        old.secretVersion(),
        scopes,
        old.disabled(),
        old.createdAt(),
        old.updatedAt());
  }

  private Partner with(Partner old, String hash, long version, boolean disabled) {
    return new Partner(
        old.id(),
        old.name(),
        old.clientId(),
        hash,
        version,
        old.scopes(),
        disabled,
        old.createdAt(),
        store.now());
  }

  @Test
  void keepsTheOriginsThatFleetsAreSentTo() {
    var one = partner("client-1");
    store.partners().add(one);
    var sent =
        new Partner(
            one.id(),
            one.name(),
            one.clientId(),
            one.secretHash(),
            one.secretVersion(),
            one.scopes(),
            one.disabled(),
            Set.of("https://app.example.com", "http://127.0.0.1:8080"),
            one.createdAt(),
            one.updatedAt());
    assertTrue(store.partners().update(one, sent));
    assertEquals(Optional.of(sent), store.partners().find(one.id()));
    assertFalse(store.partners().update(one, one), "it was changed since");
  }

  @Test
  void makesASecretOnce() {
    var first = "first".getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), store.secrets().find("key"));
    assertArrayEquals(first, store.secrets().findOrMake("key", () -> first));
    assertArrayEquals(
        first, store.secrets().findOrMake("key", () -> "second".getBytes(StandardCharsets.UTF_8)));
    var third = "third".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        third,
        store
            .secrets()
            .change(
                "key",
                before -> {
                  assertArrayEquals(first, before);
                  return third;
                }));
    assertArrayEquals(third, store.secrets().find("key").orElseThrow());
    assertEquals(Optional.empty(), store.secrets().find("other"));
  }
}
