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

/** How partners and the installation's own secrets are kept. */
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
    var disabled =
        new Partner(
            one.id(),
            one.name(),
            one.clientId(),
            "other",
            2,
            Set.of(),
            true,
            one.createdAt(),
            store.now());
    assertTrue(store.partners().update(disabled));
    assertEquals(Optional.of(disabled), store.partners().find(one.id()));
    assertFalse(store.partners().update(partner("client-9")));
  }

  @Test
  void makesASecretOnce() {
    var first = "first".getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), store.secrets().find("key"));
    assertArrayEquals(first, store.secrets().findOrMake("key", () -> first));
    assertArrayEquals(
        first, store.secrets().findOrMake("key", () -> "second".getBytes(StandardCharsets.UTF_8)));
    assertArrayEquals(first, store.secrets().find("key").orElseThrow());
    assertEquals(Optional.empty(), store.secrets().find("other"));
  }
}
