package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.sql.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Searches the errors of operations for a text. The database compares the stored JSON of the
 * attempts first. Of the operations that match, the errors themselves are compared afterwards.
 */
final class SearchErrors {
  private SearchErrors() {}

  private record LookedAt(OperationId id, boolean hit) {
    static LookedAt read(ResultSet rows) throws SQLException {
      var row = Columns.of(rows);
      return new LookedAt(new OperationId(row.id()), row.flag());
    }
  }

  static Operations.Found run(Connection connection, OperationReads reads, ErrorSearch search)
      throws SQLException {
    var query = search.query();
    var looked =
        OperationLists.page(
            connection,
            query.sized(search.most() + 1),
            new OperationLists.Result(
                "id, lower(log) like ? as hit", row -> row.text(pattern(search.text()))),
            List.of("id", "log"),
            LookedAt::read);
    var within = looked.subList(0, Math.min(search.most(), looked.size()));
    var hits = within.stream().filter(LookedAt::hit).limit(query.size()).toList();
    var byId = Comparator.comparing((OperationId id) -> id.toString());
    var found =
        reads.find(connection, hits.stream().map(one -> one.id().value()).toList()).stream()
            .filter(search::matches)
            .sorted(Comparator.comparing(op -> op.id(), query.ascending() ? byId : byId.reversed()))
            .toList();
    var full = hits.size() == query.size();
    var last = full ? hits.getLast() : within.isEmpty() ? null : within.getLast();
    return new Operations.Found(
        found, last == null || last.equals(looked.getLast()) ? null : last.id());
  }

  /**
   * Makes the pattern for the database: letters, digits and blanks in lower case, because JSON does
   * not escape them, and a wildcard for each other character.
   */
  private static String pattern(String text) {
    return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 .,:;()-]+", "%") + "%";
  }
}
