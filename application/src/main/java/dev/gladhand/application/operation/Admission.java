package dev.gladhand.application.operation;

import dev.gladhand.application.Refusal;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Optional;

/**
 * The part of a partner's limits on writes that retries need, because a retry counts as a write.
 * Thread-safe.
 */
public interface Admission {
  /** Returns why one more async write would be refused at the moment; counts nothing. */
  Optional<Refusal> refusal(PartnerId partner);

  /**
   * Counts the recipients of an admitted write against the limit of writes a second: every 10 of
   * them count as one more write.
   */
  void addressed(PartnerId partner, int recipients);

  /**
   * Admits one more async write, which the caller stores right away, so that its end need not be
   * reported; or returns why it is refused.
   */
  Optional<Refusal> admitBriefly(PartnerId partner);
}
