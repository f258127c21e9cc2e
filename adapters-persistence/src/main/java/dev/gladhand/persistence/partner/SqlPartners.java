package dev.gladhand.persistence.partner;

import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.database.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Stores partners in a relational database. Thread-safe. */
@Singleton
public final class SqlPartners implements Partners {
  private final Database database;
  private final PartnerRepository rows;

  public SqlPartners(Database database, PartnerRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public void add(Partner partner) {
    database.transact(_ -> rows.save(PartnerRow.of(partner)));
  }

  @Override
  public boolean update(Partner read, Partner changed) {
    return database.transact(
        _ -> {
          var unchanged = rows.lock(read.id().value()).filter(row -> row.isStill(read)).isPresent();
          if (unchanged) {
            rows.update(PartnerRow.of(changed));
          }
          return unchanged;
        });
  }

  @Override
  public Optional<Partner> find(PartnerId id) {
    return database.read(_ -> rows.findById(id.value())).map(PartnerRow::partner);
  }

  @Override
  public Optional<Partner> findByClient(String clientId) {
    return database.read(_ -> rows.findByClientId(clientId)).map(PartnerRow::partner);
  }

  @Override
  public List<Partner> list() {
    return database.read(_ -> rows.findAllOrderById()).stream().map(PartnerRow::partner).toList();
  }
}
