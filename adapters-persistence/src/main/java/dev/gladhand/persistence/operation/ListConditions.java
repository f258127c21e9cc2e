package dev.gladhand.persistence.operation;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL conditions that the operations of one status must meet to be in a list, with their
 * parameters.
 */
final class ListConditions {
  /** The greatest difference between the time within an id and the stored time of acceptance. */
  private static final Duration SLACK = Duration.ofHours(1);

  /** Binds the parameters of one part of a statement. */
  interface Binding {
    void bind(Parameters parameters) throws SQLException;
  }

  private final OperationTables tables;
  private final StringBuilder text = new StringBuilder();
  private final List<Binding> bindings = new ArrayList<>();

  ListConditions(OperationTables tables) {
    this.tables = tables;
  }

  String text() {
    return text.toString();
  }

  void bind(Parameters parameters) throws SQLException {
    for (var one : bindings) {
      one.bind(parameters);
    }
  }

  /** Adds conditions; parameters are bound in the order of these calls. */
  void add(String conditions, Binding binding) {
    text.append(conditions);
    bindings.add(binding);
  }

  /** Adds the conditions of the filters and of the page's cursor. */
  void addAll(OperationQuery query) {
    var id = tables.column("id");
    var created = tables.column("created_at");
    add(
        " and %s >= ? and %s < ? and %s >= ? and %s < ?".formatted(id, id, created, created),
        row ->
            row.id(TimeOrderedIds.from(query.from().minus(SLACK)))
                .id(TimeOrderedIds.from(query.to().plus(SLACK)))
                .time(query.from())
                .time(query.to()));
    var after = query.after();
    if (after != null) {
      add(" and " + id + (query.ascending() ? " > ?" : " < ?"), row -> row.id(after.value()));
    }
    if (!query.fleetRefs().isEmpty()) {
      add(" and " + tables.column("fleet_ref") + " = any(?)", row -> row.texts(query.fleetRefs()));
    }
    var connection = query.connection();
    if (connection != null && (query.resourceId() != null || query.sourceId() != null)) {
      add(same("connection_id"), row -> row.id(connection.value()));
    }
    text("resource", query.resource() == null ? null : query.resource().wire());
    text("tsp", query.tsp() == null ? null : query.tsp().slug());
    text("type", query.type() == null ? null : query.type().wire());
    text("source_id", query.sourceId() == null ? null : query.sourceId().value());
    var resourceId = query.resourceId();
    if (resourceId != null) {
      add(same("resource_id"), row -> row.id(resourceId.value()));
    }
  }

  private String same(String column) {
    return " and " + tables.column(column) + " = ?";
  }

  private void text(String column, @Nullable String value) {
    if (value != null) {
      add(same(column), row -> row.text(value));
    }
  }
}
