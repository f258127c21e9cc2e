package dev.gladhand.persistence.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables from which operations are read. The accepted request is in {@code operation}. Its
 * state is in {@code work} while it is pending, and in {@code ending} after it has ended.
 */
enum OperationTables {
  /** Pending and ended operations, both found by their row in {@code operation}. */
  ALL(
      "operation o",
      """
      left join work w on w.id = o.id and w.connection_id = o.connection_id
      left join ending e on e.id = o.id"""),
  PENDING("work w", "join operation o on o.id = w.id and o.connection_id = w.connection_id"),
  ENDED("ending e", "join operation o on o.id = e.id");

  /** The columns that all three tables have. */
  private static final Set<String> IN_EACH =
      Set.of("id", "connection_id", "partner_id", "created_at", "resource", "type");

  /** The columns that only {@code work} has. */
  private static final Set<String> OF_WORK =
      Set.of("due_at", "waiting", "begun_at", "doubtful", "midway");

  /** The columns that {@code work} and {@code ending} have. */
  private static final Set<String> OF_BOTH =
      Set.of(
          "attempts",
          "progress",
          "not_delivered",
          "log",
          "updated_at",
          "last_begun_at",
          "late_at",
          "freed_at",
          "sent",
          "past");

  private final String first;
  private final String joined;

  OperationTables(String first, String joined) {
    this.first = first;
    this.joined = joined;
  }

  /** Returns the from clause with all tables. */
  String from() {
    return from(first);
  }

  /**
   * Returns the from clause with {@code rows} in place of the first table.
   *
   * @param rows a table or subquery that has the alias of the first table
   */
  String from(String rows) {
    return rows + " " + joined;
  }

  /**
   * Returns the first table alone if the text names no column of another table, else all tables.
   */
  String fromFor(String named) {
    return this != ALL && !named.contains("o.") ? first : from();
  }

  /** The alias of the first table. */
  String alias() {
    return first.substring(first.indexOf(' ') + 1);
  }

  /** Returns the expressions of columns, each under the name of its column. */
  String columns(List<String> names) {
    return names.stream()
        .map(name -> column(name) + " as " + name)
        .collect(Collectors.joining(", "));
  }

  String columns(String... names) {
    return columns(Arrays.asList(names));
  }

  /** Returns the expression for a column in these tables. */
  String column(String name) {
    if (IN_EACH.contains(name)) {
      return alias() + "." + name;
    }
    if (OF_WORK.contains(name)) {
      return ofWork(name);
    }
    if (OF_BOTH.contains(name)) {
      return this == ALL ? "coalesce(e.%s, w.%s)".formatted(name, name) : alias() + "." + name;
    }
    return switch (name) {
      case "status" ->
          switch (this) {
            case ALL -> "coalesce(e.status, 'pending')";
            case PENDING -> "cast('pending' as varchar)";
            case ENDED -> "e.status";
          };
      case "verdict" -> this == PENDING ? "cast(null as varchar)" : "e.verdict";
      case "resource_id" -> record(name, "target_id");
      case "source_id" -> record(name, "target_source");
      default -> "o." + name;
    };
  }

  /**
   * Returns the SQL expression for an id of the record that the operation writes: the column {@code
   * asked} of {@code operation} until the operation has ended, then the column {@code ofEnding} of
   * {@code ending}.
   */
  private String record(String ofEnding, String asked) {
    return switch (this) {
      case ALL -> "case when e.id is null then o.%s else e.%s end".formatted(asked, ofEnding);
      case PENDING -> "o." + asked;
      case ENDED -> "e." + ofEnding;
    };
  }

  private String ofWork(String name) {
    var flag = name.equals("doubtful") || name.equals("midway");
    if (this == ENDED) {
      return flag
          ? "false"
          : name.equals("waiting")
              ? "cast(null as varchar)"
              : "cast(null as timestamp(6) with time zone)";
    }
    return flag && this == ALL ? "coalesce(w.%s, false)".formatted(name) : "w." + name;
  }
}
