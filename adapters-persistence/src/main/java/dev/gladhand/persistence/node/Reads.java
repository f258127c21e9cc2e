package dev.gladhand.persistence.node;

import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs queries and reads their rows. */
final class Reads {
  private Reads() {}

  /** Makes an object from a row. */
  interface Reader<T> {
    T read(Columns row) throws SQLException;
  }

  static <T> List<T> all(PreparedStatement statement, Reader<T> reader) throws SQLException {
    var found = new ArrayList<T>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(reader.read(Columns.of(rows)));
      }
    }
    return found;
  }

  /** Binds one key to the parameters of its query. */
  interface Binding<K> {
    void bind(Parameters row, K one) throws SQLException;
  }

  /** Handles the row that was found for a key. */
  interface Taking<K> {
    void take(K one, Columns row) throws SQLException;
  }

  /**
   * Runs a query once for each key, all in one round trip.
   *
   * @param query a query that finds one row for a key
   */
  static <K> void each(
      Connection connection, String query, List<K> things, Binding<K> binding, Taking<K> taking)
      throws SQLException {
    if (things.isEmpty()) {
      return;
    }
    var text =
        IntStream.range(0, things.size())
            .mapToObj(i -> "select " + i + " as thing, one.* from (" + query + ") one")
            .collect(Collectors.joining(" union all "));
    try (var statement = connection.prepareStatement(text)) {
      var parameters = Parameters.of(statement);
      for (var thing : things) {
        binding.bind(parameters, thing);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          taking.take(things.get((int) row.number()), row);
        }
      }
    }
  }
}
