package dev.gladhand.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that a test may stop, freeze, and harm, and a lossy way to it. */
final class OwnPostgres implements AutoCloseable {
  private final Path folder;
  private final LossyWay way;
  private EmbeddedPostgres server;

  OwnPostgres(Path folder) {
    this.folder = folder;
    this.server = server(0);
    this.way = new LossyWay(server.getPort());
  }

  /**
   * @param port that it had before, or 0
   */
  private EmbeddedPostgres server(int port) {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(false);
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stores.Database database() {
    return new Stores.Database(
        "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres", "postgres", "postgres");
  }

  LossyWay way() {
    return way;
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    server = server(server.getPort());
  }

  /** Past the way, in a database of its own. */
  void administer(String sql) {
    try (var direct = DriverManager.getConnection(server.getJdbcUrl("postgres", "template1"));
        var statement = direct.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void killBackends() {
    administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
  }

  /** All its processes; as {@link #goOn} continues them. */
  List<Long> freeze() {
    var processes = new ArrayList<Long>();
    try (var direct = server.getPostgresDatabase().getConnection();
        var statement = direct.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      var postmaster =
          ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
      processes.add(postmaster.pid());
      postmaster.children().forEach(child -> processes.add(child.pid()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Signals.send("STOP", processes);
    return processes;
  }

  void goOn(List<Long> processes) {
    Signals.send("CONT", processes);
  }

  @Override
  public void close() {
    way.close();
    stop();
  }
}
