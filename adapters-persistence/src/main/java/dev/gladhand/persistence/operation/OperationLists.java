package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations.Listed;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.persistence.operation.ListConditions.Binding;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of operations by id. The query is a union with a branch for each status: pending,
 * succeeded and failed. It also has a branch for each connection if there are few, or for each kind
 * of write if a filter names one. Each branch starts at the page's cursor in an index that ends
 * with the id. So a page costs the same at any depth, and also if few rows match. A filter by the
 * time of acceptance is also stated as a range of ids, which contain that time.
 */
final class OperationLists {
  private static final List<String> STATUSES = List.of("pending", "success", "failed");

  /**
   * The greatest number of connections with a branch for each; with more connections, rows are
   * filtered one by one.
   */
  private static final int MOST_CONNECTIONS = 16;

  private static final Result ALL = new Result("*", _ -> {});

  private OperationLists() {}

  /**
   * A range of one index in which the page's rows are sorted by id.
   *
   * @param text the conditions of the range, which follow those of the status
   * @param order the index's columns before the id, which follow those of the status
   */
  private record Branch(Status status, String text, String order, Binding binding) {
    /**
     * Returns the SQL text, with the alias of the branch's first table before each column that is
     * written as {@code .name}.
     */
    private String of(String told) {
      return told.replace(" .", " " + status.tables.alias() + ".");
    }

    /** Makes the query with its conditions, without the order and the limit of a page. */
    Query query(OperationQuery query) {
      var conditions = new ListConditions(status.tables);
      conditions.add(of(text) + status.condition, binding);
      conditions.addAll(query);
      return new Query(status.tables, conditions);
    }

    String orderBy(String direction) {
      return of(order + status.order + " .id").replace(",", direction + ",") + direction;
    }
  }

  /** The query of one branch with its parameters. */
  private record Query(OperationTables tables, ListConditions conditions) {
    String select(String columns) {
      var where = conditions.text();
      return "select %s from %s where%s".formatted(columns, tables.fromFor(columns + where), where);
    }
  }

  /**
   * The tables and the condition for the operations of one status.
   *
   * @param condition SQL that is appended to the branch's other conditions; empty if none is needed
   * @param order the columns of the status in the index by which a branch is sorted; empty if there
   *     are none
   */
  private record Status(OperationTables tables, String condition, String order) {
    static List<Status> of(@Nullable String status) {
      return status == null ? STATUSES.stream().map(Status::one).toList() : List.of(one(status));
    }

    private static Status one(String status) {
      return switch (status) {
        case "pending" -> new Status(OperationTables.PENDING, "", "");
        case "success", "failed" ->
            new Status(OperationTables.ENDED, " and e.status = '" + status + "'", " .status,");
        default -> throw new IllegalArgumentException("unknown status of an operation: " + status);
      };
    }
  }

  static List<ResourceOperation> read(Connection connection, OperationQuery query)
      throws SQLException {
    return page(connection, query, ALL, OperationRow.COLUMNS, OperationRow::read);
  }

  static List<Listed> ids(Connection connection, OperationQuery query) throws SQLException {
    return page(connection, query, ALL, List.of("id", "connection_id"), OperationLists::listed);
  }

  private static Listed listed(ResultSet rows) throws SQLException {
    var row = Columns.of(rows);
    return new Listed(new OperationId(row.id()), new ConnectionId(row.id()));
  }

  /** Makes an object from a row. */
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * What the outer query of a list reads from the union of the branches.
   *
   * @param text SQL for the columns, which must be among those that each branch reads
   * @param binding binds the parameters of {@code text}
   */
  record Result(String text, Binding binding) {}

  /**
   * Reads one page.
   *
   * @param columns the columns that each branch reads
   */
  static <T> List<T> page(
      Connection connection,
      OperationQuery query,
      Result result,
      List<String> columns,
      Reading<T> reading)
      throws SQLException {
    var branches = branches(connection, query);
    if (branches.isEmpty()) {
      return List.of();
    }
    if (!apart(connection)) {
      return page(connection, query, result, columns, reading, branches).values();
    }
    var found = new ArrayList<Page<T>>();
    for (var branch : branches) {
      found.add(page(connection, query, result, columns, reading, List.of(branch)));
    }
    return Page.merged(found, query);
  }

  /**
   * Whether each branch is read by a statement of its own. True on H2, where a union has lost the
   * rows of one branch if the page begins after an id.
   */
  private static boolean apart(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  /**
   * The rows that were read.
   *
   * @param ids the ids of the operations
   * @param values the objects made from the rows, in the order of the ids
   */
  private record Page<T>(List<UUID> ids, List<T> values) {
    static <T> List<T> merged(List<Page<T>> pages, OperationQuery query) {
      var all = new TreeMap<String, T>();
      for (var page : pages) {
        for (var i = 0; i < page.ids.size(); i++) {
          all.put(page.ids.get(i).toString(), page.values.get(i));
        }
      }
      return (query.ascending() ? all : all.descendingMap())
          .values().stream().limit(query.size()).toList();
    }
  }

  private static <T> Page<T> page(
      Connection connection,
      OperationQuery query,
      Result result,
      List<String> columns,
      Reading<T> reading,
      List<Branch> branches)
      throws SQLException {
    var queries = branches.stream().map(branch -> branch.query(query)).toList();
    var text = new StringBuilder("select ").append(result.text).append(" from (");
    for (var i = 0; i < queries.size(); i++) {
      text.append(i == 0 ? "(" : " union all (")
          .append(queries.get(i).select(queries.get(i).tables.columns(columns)))
          .append(" order by")
          .append(branches.get(i).orderBy(direction(query)))
          .append(" limit ?)");
    }
    text.append(") page order by id").append(direction(query)).append(" limit ?");
    try (var statement = connection.prepareStatement(text.toString())) {
      var parameters = Parameters.of(statement);
      result.binding.bind(parameters);
      for (var branch : queries) {
        branch.conditions.bind(parameters);
        parameters.number(query.size());
      }
      parameters.number(query.size());
      var page = new Page<T>(new ArrayList<>(), new ArrayList<>());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          page.ids.add(rows.getObject("id", UUID.class));
          page.values.add(reading.read(rows));
        }
      }
      return page;
    }
  }

  /** Counts the rows of all pages. */
  static long count(Connection connection, OperationQuery query) throws SQLException {
    var branches = branches(connection, query);
    if (branches.isEmpty()) {
      return 0;
    }
    var queries = branches.stream().map(branch -> branch.query(query)).toList();
    var counts =
        queries.stream()
            .map(branch -> "(" + branch.select("count(*)") + ")")
            .collect(Collectors.joining(" + "));
    try (var statement = connection.prepareStatement("select " + counts)) {
      var parameters = Parameters.of(statement);
      for (var branch : queries) {
        branch.conditions.bind(parameters);
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        return Columns.of(rows).number();
      }
    }
  }

  private static List<Branch> branches(Connection connection, OperationQuery query)
      throws SQLException {
    var partner = query.partner().value();
    if (query.resourceId() != null || query.sourceId() != null) {
      // One record has few operations: they are found by the record's index and then sorted.
      return Status.of(query.status()).stream()
          .map(status -> new Status(status.tables, status.condition, ""))
          .map(status -> new Branch(status, " .partner_id = ?", "", row -> row.id(partner)))
          .toList();
    }
    var branches = new ArrayList<Branch>();
    var connections = connections(connection, query);
    for (var status : Status.of(query.status())) {
      if (connections != null) {
        for (var one : connections) {
          // The connections belong to the partner, and so do their operations. The condition on the
          // partner is left out, so that the planner chooses the index of the connection.
          branches.add(
              new Branch(status, " .connection_id = ?", " .connection_id,", row -> row.id(one)));
        }
      } else if (query.resource() != null || query.type() != null) {
        kinds(query, status, branches);
      } else {
        branches.add(
            new Branch(status, " .partner_id = ?", " .partner_id,", row -> row.id(partner)));
      }
    }
    return branches;
  }

  private static void kinds(OperationQuery query, Status status, List<Branch> branches) {
    for (var resource : Resource.values()) {
      for (var type : OperationType.values()) {
        if ((query.resource() == null || query.resource() == resource)
            && (query.type() == null || query.type() == type)) {
          branches.add(
              new Branch(
                  status,
                  " .partner_id = ? and .resource = ? and .type = ?",
                  " .partner_id, .resource, .type,",
                  row -> row.id(query.partner().value()).text(resource.wire()).text(type.wire())));
        }
      }
    }
  }

  /**
   * Returns all connections whose operations may match the query; null if no filter restricts the
   * connections, or if more than {@link #MOST_CONNECTIONS} match. An operation keeps the fleet that
   * its connection had when the operation was accepted, so a connection whose fleet was changed
   * since may match too.
   */
  private static @Nullable List<UUID> connections(Connection connection, OperationQuery query)
      throws SQLException {
    var wanted = query.connection();
    if (wanted == null && query.tsp() == null && query.fleetRefs().isEmpty()) {
      return null;
    }
    var text = new StringBuilder("select id from connection where partner_id = ?");
    text.append(wanted == null ? "" : " and id = ?");
    text.append(query.tsp() == null ? "" : " and tsp = ?");
    text.append(query.fleetRefs().isEmpty() ? "" : " and (fleet_ref = any(?) or version > 1)");
    text.append(" limit ?");
    try (var statement = connection.prepareStatement(text.toString())) {
      var row = Parameters.of(statement).id(query.partner().value());
      if (wanted != null) {
        row.id(wanted.value());
      }
      if (query.tsp() != null) {
        row.text(query.tsp().slug());
      }
      if (!query.fleetRefs().isEmpty()) {
        row.texts(query.fleetRefs());
      }
      row.number(MOST_CONNECTIONS + 1);
      var found = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(Columns.of(rows).id());
        }
      }
      return found.size() > MOST_CONNECTIONS ? null : found;
    }
  }

  private static String direction(OperationQuery query) {
    return query.ascending() ? "" : " desc";
  }
}
