package dev.gladhand.http.auth;

import dev.gladhand.application.audit.AuditEvent;
import dev.gladhand.application.audit.AuditQuery;
import dev.gladhand.application.audit.AuditTrail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Notes what is audited. */
final class NotedAudit implements AuditTrail {
  final List<AuditEvent> events = new ArrayList<>();

  @Override
  public <T> T write(Supplier<T> change, Function<? super T, List<AuditEvent>> told) {
    var result = change.get();
    events.addAll(told.apply(result));
    return result;
  }

  @Override
  public List<AuditEvent.Chained> list(AuditQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verified verify() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int prune(Instant before, int limit) {
    throw new UnsupportedOperationException();
  }
}
