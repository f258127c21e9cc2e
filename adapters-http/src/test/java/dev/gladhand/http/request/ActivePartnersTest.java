package dev.gladhand.http.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActivePartnersTest {
  private static final PartnerId A = new PartnerId(UUID.randomUUID());
  private static final PartnerId B = new PartnerId(UUID.randomUUID());
  private static final PartnerId C = new PartnerId(UUID.randomUUID());

  private long now = -Duration.ofDays(1).toNanos();
  private final ActivePartners active = new ActivePartners(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aPartnerThatCallsAloneHasNoOthers() {
    active.called(A);
    pass(Duration.ofSeconds(2));
    active.called(A);
    assertFalse(active.othersThan(A));
    assertTrue(active.othersThan(B));
  }

  @Test
  void anotherPartnerIsRememberedForAMinute() {
    active.called(B);
    pass(Duration.ofSeconds(59));
    active.called(A);
    active.called(A);
    assertTrue(active.othersThan(A));
    pass(Duration.ofSeconds(1));
    assertFalse(active.othersThan(A));
  }

  @Test
  void ofThreePartnersEachHasOthers() {
    for (var round = 0; round < 3; round++) {
      for (var partner : new PartnerId[] {A, B, C}) {
        active.called(partner);
        pass(Duration.ofMillis(700));
      }
    }
    assertTrue(active.othersThan(A));
    assertTrue(active.othersThan(B));
    assertTrue(active.othersThan(C));
  }
}
