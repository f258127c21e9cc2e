package dev.gladhand.persistence;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.operation.ResourceOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pages of operations by id. Each status is a branch of its own, so that a page begins at its
 * cursor in the index (partner or connection, status, id) however deep it is; ids bound the span of
 * time.
 */
final class OperationLists {
  private static final List<String> STATUSES = List.of("pending", "success", "failed");

  /** An id is made a little before or after the moment of acceptance that stands in the row. */
  private static final Duration SLACK = Duration.ofHours(1);

  private interface Binding {
    void bind(Parameters parameters) throws SQLException;
  }

  private OperationLists() {}

  static List<ResourceOperation> read(Connection connection, OperationQuery query)
      throws SQLException {
    var where = new StringBuilder();
    var bindings = new ArrayList<Binding>();
    conditions(query, where, bindings);
    var status = query.status();
    // The few operations of one record are looked up by it, and sorted.
    var direct = query.resourceId() != null || query.sourceId() != null;
    var branches = direct ? 1 : status == null ? STATUSES.size() : 1;
    var text = new StringBuilder("select * from (");
    for (var i = 0; i < branches; i++) {
      text.append(i == 0 ? "(" : " union all (");
      text.append("select ").append(OperationRow.COLUMNS).append(" from operation o").append(where);
      if (!direct) {
        text.append(" and o.status = '")
            .append(status == null ? STATUSES.get(i) : known(status))
            .append('\'');
      } else if (status != null) {
        text.append(" and o.status = '").append(known(status)).append('\'');
      }
      text.append(direct ? " order by o.id" : order(query))
          .append(direction(query))
          .append(" limit ?)");
    }
    text.append(") page order by id").append(direction(query)).append(" limit ?");
    try (var statement = connection.prepareStatement(text.toString())) {
      var parameters = Parameters.of(statement);
      for (var i = 0; i < branches; i++) {
        for (var binding : bindings) {
          binding.bind(parameters);
        }
        parameters.number(query.size());
      }
      parameters.number(query.size());
      return OperationReads.all(statement);
    }
  }

  private static void conditions(
      OperationQuery query, StringBuilder where, List<Binding> bindings) {
    var connection = query.connection();
    if (connection == null) {
      where.append(" where o.partner_id = ?");
    } else {
      where.append(" where o.connection_id = ? and o.partner_id = ?");
      bindings.add(row -> row.id(connection.value()));
    }
    bindings.add(row -> row.id(query.partner().value()));
    where.append(" and o.id >= ? and o.id < ? and o.created_at >= ? and o.created_at < ?");
    bindings.add(
        row ->
            row.id(TimeOrderedIds.from(query.from().minus(SLACK)))
                .id(TimeOrderedIds.from(query.to().plus(SLACK)))
                .time(query.from())
                .time(query.to()));
    var after = query.after();
    if (after != null) {
      where.append(query.ascending() ? " and o.id > ?" : " and o.id < ?");
      bindings.add(row -> row.id(after.value()));
    }
    if (!query.fleetRefs().isEmpty()) {
      where.append(" and o.fleet_ref = any(?)");
      bindings.add(row -> row.texts(query.fleetRefs()));
    }
    text(
        " and o.resource = ?",
        query.resource() == null ? null : query.resource().wire(),
        where,
        bindings);
    text(" and o.tsp = ?", query.tsp() == null ? null : query.tsp().slug(), where, bindings);
    text(" and o.type = ?", query.type() == null ? null : query.type().wire(), where, bindings);
    text(
        " and o.source_id = ?",
        query.sourceId() == null ? null : query.sourceId().value(),
        where,
        bindings);
    var resourceId = query.resourceId();
    if (resourceId != null) {
      where.append(" and o.resource_id = ?");
      bindings.add(row -> row.id(resourceId.value()));
    }
  }

  private static void text(
      String condition,
      @org.jspecify.annotations.Nullable String value,
      StringBuilder where,
      List<Binding> bindings) {
    if (value != null) {
      where.append(condition);
      bindings.add(row -> row.text(value));
    }
  }

  private static String order(OperationQuery query) {
    var direction = direction(query);
    return query.connection() == null
        ? " order by o.partner_id" + direction + ", o.status" + direction + ", o.id"
        : " order by o.connection_id" + direction + ", o.status" + direction + ", o.id";
  }

  private static String direction(OperationQuery query) {
    return query.ascending() ? "" : " desc";
  }

  private static String known(String status) {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("no status of an operation: " + status);
    }
    return status;
  }
}
