package dev.gladhand.e2e.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that a test may stop, freeze and damage, with a lossy proxy in front of it. */
public final class OwnPostgres implements AutoCloseable {
  /**
   * The size of a log segment in megabytes. It is smaller than a table soon becomes, so a limit of
   * file sizes does not affect the log.
   */
  private static final String SEGMENTS = "1";

  private final Disk disk;
  private final LossyWay way;
  private EmbeddedPostgres server;

  public OwnPostgres(Path folder) {
    this.disk = Disk.in(folder, this::processes);
    this.server = server(0);
    this.way = new LossyWay(server.getPort());
  }

  /**
   * @param port the port that it had before, or 0
   */
  private EmbeddedPostgres server(int port) {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data())
              // This is not an option of the locale, but it is passed to initdb in the same way.
              .setLocaleConfig("wal-segsize", SEGMENTS)
              // Tests kill only processes and not the machine, so fsync is not needed.
              .setServerConfig("fsync", "off")
              .setCleanDataDirectory(false);
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return disk.folder().resolve("data");
  }

  /** Returns the server's processes, the parent first; empty if the server has ended. */
  private List<Long> processes() {
    var processes = new ArrayList<Long>();
    try (var lines = Files.lines(data().resolve("postmaster.pid"))) {
      var postmaster = ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()));
      postmaster.ifPresent(
          process -> {
            processes.add(process.pid());
            process.children().forEach(child -> processes.add(child.pid()));
          });
    } catch (NoSuchFileException e) {
      // It has ended.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return processes;
  }

  public Stores.Database database() {
    return new Stores.Database(
        "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres", "postgres", "postgres");
  }

  public LossyWay way() {
    return way;
  }

  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void startAgain() {
    server = server(server.getPort());
  }

  /** Runs a statement without the proxy, in another database than the node's. */
  public void administer(String sql) {
    execute("template1", sql);
  }

  /** Runs a statement without the proxy, in the node's database. */
  public void execute(String sql) {
    execute("postgres", sql);
  }

  private void execute(String database, String sql) {
    try (var direct = DriverManager.getConnection(server.getJdbcUrl("postgres", database));
        var statement = direct.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void killBackends() {
    administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
  }

  /** Suspends all processes of the server and returns them for {@link #goOn}. */
  public List<Long> freeze() {
    Signals.send("STOP", processes());
    // Processes may have started before their parent was suspended, so these are suspended too.
    var processes = processes();
    Signals.send("STOP", processes);
    return processes;
  }

  public void goOn(List<Long> processes) {
    Signals.send("CONT", processes);
  }

  public void fillDisk() {
    disk.fill();
  }

  /** Starts the server again if a full disk has ended it, as an operator would do. */
  public void freeDisk() {
    disk.free();
    if (processes().isEmpty()) {
      stop();
      startAgain();
    }
  }

  @Override
  public void close() {
    way.close();
    stop();
  }
}
