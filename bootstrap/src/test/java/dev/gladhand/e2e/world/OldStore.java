package dev.gladhand.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The database of a node with the first schema (migrations V1 to V3) that was killed. It has writes
 * that were delivered, refused, begun, settling, blocked by an earlier one and without credentials,
 * and events that no receiver has accepted. It is restored as if the node had been killed half an
 * hour ago.
 */
public final class OldStore {
  private static final Duration AGO = Duration.ofMinutes(30);

  private final Stores.Kind kind;
  private final JsonNode facts;

  public OldStore(Stores.Kind kind) {
    this.kind = kind;
    try (var file = resource(".json")) {
      this.facts = Http.JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String fact(String name) {
    return facts.get(name).asText();
  }

  /** Returns the operation with this text as the API showed it before. */
  public JsonNode operation(String text) {
    return facts.get("operations").get(text);
  }

  public List<JsonNode> operations() {
    return facts.get("operations").valueStream().toList();
  }

  /** Restores it into a new database, with the addresses of these providers and this receiver. */
  public Stores.Database restore(Path folder, String samsara, String receiver) {
    var database = Stores.fresh(kind, folder);
    try {
      if (kind == Stores.Kind.H2) {
        var path = database.url().substring("jdbc:h2:file:".length());
        try (var file = new GZIPInputStream(resource(".mv.db.gz"))) {
          Files.copy(file, Path.of(path + ".mv.db"));
        }
      }
      try (var connection =
              DriverManager.getConnection(database.url(), database.user(), database.password());
          var statement = connection.createStatement()) {
        if (kind == Stores.Kind.POSTGRESQL) {
          try (var file = resource(".sql")) {
            statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
          }
          statement.execute("set search_path to public");
        }
        moveTimes(connection);
        statement.execute(
            "update connection set settings = replace(cast(settings as varchar), '%s', '%s')%s"
                .formatted(
                    fact("samsara"),
                    samsara,
                    kind == Stores.Kind.H2 ? "" : "::" + type(connection)));
        statement.execute("update webhook set url = '" + receiver + "'");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }

  private static String type(Connection connection) throws SQLException {
    try (var columns =
        connection.getMetaData().getColumns(null, "public", "connection", "settings")) {
      columns.next();
      return columns.getString("TYPE_NAME");
    }
  }

  private void moveTimes(Connection connection) throws SQLException {
    var last =
        operations().stream()
            .map(operation -> Instant.parse(operation.get("updated_at").asText()))
            .max(Instant::compareTo)
            .orElseThrow();
    var seconds = Duration.between(last, Instant.now().minus(AGO)).toSeconds();
    var moved = kind == Stores.Kind.H2 ? "dateadd(second, %d, %s)" : "%2$s + %1$d * interval '1 s'";
    try (var statement = connection.createStatement()) {
      for (var table : timesByTable(connection).entrySet()) {
        var sets =
            table.getValue().stream()
                .map(column -> column + " = " + moved.formatted(seconds, column))
                .toList();
        statement.execute("update " + table.getKey() + " set " + String.join(", ", sets));
      }
    }
  }

  private static Map<String, List<String>> timesByTable(Connection connection) throws SQLException {
    var times = new LinkedHashMap<String, List<String>>();
    var query =
        "select table_name, column_name from information_schema.columns"
            + " where lower(table_schema) = 'public'"
            + " and lower(data_type) = 'timestamp with time zone'";
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        times.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return times;
  }

  private InputStream resource(String ending) {
    var name = "/upgrade/" + kind.name().toLowerCase(Locale.ROOT) + ending;
    return Objects.requireNonNull(OldStore.class.getResourceAsStream(name), name);
  }
}
