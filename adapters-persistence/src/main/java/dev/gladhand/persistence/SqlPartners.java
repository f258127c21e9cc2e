package dev.gladhand.persistence;

import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The partners in a relational database. Thread-safe. */
public final class SqlPartners implements Partners {
  private static final String SELECT =
      """
      select id, name, client_id, secret_hash, secret_version, scopes, disabled, created_at, updated_at
      from partner\s""";
  private static final String INSERT =
      """
      insert into partner (name, client_id, secret_hash, secret_version, scopes, disabled, created_at, updated_at, id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      update partner set name = ?, client_id = ?, secret_hash = ?, secret_version = ?, scopes = ?, disabled = ?,
        created_at = ?, updated_at = ?
      where id = ? and secret_hash = ? and secret_version = ? and disabled = ?""";

  private final Database database;

  public SqlPartners(Database database) {
    this.database = database;
  }

  @Override
  public void add(Partner partner) {
    database.transact(
        sql -> {
          try (var statement = sql.prepareStatement(INSERT)) {
            bind(partner, statement);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public boolean update(Partner read, Partner changed) {
    return database.transact(
        sql -> {
          try (var statement = sql.prepareStatement(UPDATE)) {
            bind(changed, statement)
                .text(read.secretHash())
                .number(read.secretVersion())
                .flag(read.disabled());
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static Parameters bind(Partner partner, PreparedStatement statement) throws SQLException {
    return Parameters.of(statement)
        .text(partner.name())
        .text(partner.clientId())
        .text(partner.secretHash())
        .number(partner.secretVersion())
        .text(String.join(" ", partner.scopes()))
        .flag(partner.disabled())
        .time(partner.createdAt())
        .time(partner.updatedAt())
        .id(partner.id().value());
  }

  @Override
  public Optional<Partner> find(PartnerId id) {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement(SELECT + "where id = ?")) {
            Parameters.of(statement).id(id.value());
            return all(statement).stream().findFirst();
          }
        });
  }

  @Override
  public Optional<Partner> findByClient(String clientId) {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement(SELECT + "where client_id = ?")) {
            Parameters.of(statement).text(clientId);
            return all(statement).stream().findFirst();
          }
        });
  }

  @Override
  public List<Partner> list() {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement(SELECT + "order by id")) {
            return all(statement);
          }
        });
  }

  private static List<Partner> all(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<Partner>();
    try (var found = statement.executeQuery()) {
      while (found.next()) {
        var row = Columns.of(found);
        all.add(
            new Partner(
                new PartnerId(row.id()),
                row.text(),
                row.text(),
                row.text(),
                row.number(),
                scopes(row.text()),
                row.flag(),
                row.time(),
                row.time()));
      }
    }
    return all;
  }

  private static Set<String> scopes(String text) {
    return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(text.split(" ", -1)));
  }
}
