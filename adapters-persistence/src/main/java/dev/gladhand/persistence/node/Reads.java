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

/** Runs a statement and makes something of each of its rows. */
final class Reads {
  private Reads() {}

  /** What is made of a row. */
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

  /** What is put into the query of one thing. */
  interface Binding<K> {
    void bind(Parameters row, K one) throws SQLException;
  }

  /** What is made of its row. */
  interface Taking<K> {
    void take(K one, Columns row) throws SQLException;
  }

  /**
   * Runs one query for each of some things, all in one round trip.
   *
   * @param query that finds one row for each
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
