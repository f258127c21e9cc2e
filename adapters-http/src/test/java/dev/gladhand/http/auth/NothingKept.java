package dev.gladhand.http.auth;

import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.Map;

/** A store without operations. */
final class NothingKept implements KeptBytes {
  @Override
  public long of(PartnerId partner) {
    return 0;
  }

  @Override
  public Map<PartnerId, Long> all() {
    return Map.of();
  }

  @Override
  public int count(Instant before, int limit) {
    return 0;
  }

  @Override
  public void forget(Instant before) {}
}
