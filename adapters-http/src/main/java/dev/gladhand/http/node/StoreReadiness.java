package dev.gladhand.http.node;

import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks that the store answers, by looking up a partner whose id no partner ever gets. */
@Singleton
final class StoreReadiness implements ReadinessCheck {
  private static final PartnerId NOBODY = new PartnerId(new UUID(0, 0));

  private final Partners partners;

  StoreReadiness(Partners partners) {
    this.partners = partners;
  }

  /**
   * Null if the store answers that this partner does not exist. Throws {@code StoreUnavailable} if
   * the store does not answer.
   */
  @Override
  public @Nullable String missing() {
    return partners.find(NOBODY).isPresent()
        ? "the database does not belong to this program"
        : null;
  }
}
