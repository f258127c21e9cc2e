package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.Deliveries;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.delivery.AttemptRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be sent, in SQL. Thread-safe. */
public final class SqlDeliveries implements Deliveries {
  private final Database database;
  private final LaneLeases leases;
  private final AttemptRows attempts;

  public SqlDeliveries(Database database, LaneLeases leases, AttemptRows attempts) {
    this.database = database;
    this.leases = leases;
    this.attempts = attempts;
  }

  @Override
  public List<Claimed> claim(String node, int limit, Instant now, Duration lease) {
    return database.transact(connection -> leases.claim(connection, node, limit, now, lease));
  }

  @Override
  public Map<Lease, Long> renew(String node, Collection<Lease> held, Instant now, Duration lease) {
    return database.transact(connection -> leases.renew(connection, node, held, now.plus(lease)));
  }

  @Override
  public Map<Lease, List<Due>> window(Map<Lease, Integer> wanted, Instant now) {
    return database.read(connection -> DeliveryWindow.read(connection, wanted, now));
  }

  @Override
  public List<Boolean> record(List<Attempted> batch) {
    return batch.isEmpty()
        ? List.of()
        : database.transact(connection -> attempts.record(connection, batch));
  }

  @Override
  public void release(String node, Collection<Release> releases) {
    database.transact(
        connection -> {
          leases.release(connection, node, releases);
          return true;
        });
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    return database.read(LaneLeases::nextDue);
  }
}
