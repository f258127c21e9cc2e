package dev.gladhand.e2e.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Fresh databases for tests: files of H2, or databases of one embedded PostgreSQL for the whole
 * run.
 */
public final class Stores {
  /** Which store. */
  public enum Kind {
    H2,
    POSTGRESQL
  }

  /** The address and the user of a database. */
  public record Database(String url, String user, String password) {}

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Stores() {}

  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            // Tests kill processes, and never the machine.
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the stores on which a {@link BothStores} class runs. */
  public static Stream<Kind> kinds() {
    var only = System.getProperty("gladhand.store");
    return only == null
        ? Stream.of(Kind.values())
        : Stream.of(Kind.valueOf(only.toUpperCase(Locale.ROOT)));
  }

  public static Database fresh(Kind kind, Path folder) {
    var name = "e2e" + COUNT.incrementAndGet();
    return switch (kind) {
      case H2 -> new Database("jdbc:h2:file:" + folder.resolve(name), "sa", "");
      case POSTGRESQL -> postgresql(name, "");
    };
  }

  /** Creates a fresh PostgreSQL database with the given options. */
  public static Database postgresql(String name, String options) {
    administer("create database " + name + " " + options);
    return new Database(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  /** Runs a statement on PostgreSQL as its superuser. */
  public static void administer(String sql) {
    try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
