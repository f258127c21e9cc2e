package dev.gladhand.persistence.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables from which operations are read. What was asked stands in {@code operation}; how far it
 * is stands in {@code work} while it is pending, and in {@code ending} once it has ended.
 */
enum OperationTables {
  /** Pending and ended, each found by what was asked. */
  ALL(
      "operation o",
      """
      left join work w on w.id = o.id and w.connection_id = o.connection_id
      left join ending e on e.id = o.id"""),
  PENDING("work w", "join operation o on o.id = w.id and o.connection_id = w.connection_id"),
  ENDED("ending e", "join operation o on o.id = e.id");

  /** What each of the three tables has. */
  private static final Set<String> IN_EACH =
      Set.of("id", "connection_id", "partner_id", "created_at", "resource", "type");

  /** What an operation has while it is pending, and none that has ended. */
  private static final Set<String> OF_WORK =
      Set.of("due_at", "waiting", "begun_at", "doubtful", "midway");

  /** What both work and an ending have. */
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

  /** All of them. */
  String from() {
    return from(first);
  }

  /**
   * @param rows what takes the place of the first table, under its alias
   */
  String from(String rows) {
    return rows + " " + joined;
  }

  /** The first alone, where nothing is named that stands in another. */
  String fromFor(String named) {
    return this != ALL && !named.contains("o.") ? first : from();
  }

  /** The alias of the first table. */
  String alias() {
    return first.substring(first.indexOf(' ') + 1);
  }

  /** The columns under their own names. */
  String columns(List<String> names) {
    return names.stream()
        .map(name -> column(name) + " as " + name)
        .collect(Collectors.joining(", "));
  }

  String columns(String... names) {
    return columns(Arrays.asList(names));
  }

  /** What a column is called here, or how it is told. */
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

  /** Until it has ended, an operation is about what it was told to change. */
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
