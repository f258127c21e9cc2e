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

/** A PostgreSQL that a test may stop, freeze, and harm, and a lossy way to it. */
public final class OwnPostgres implements AutoCloseable {
  /** In megabytes: smaller than a table soon is, so that a limit of files spares the log. */
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
   * @param port that it had before, or 0
   */
  private EmbeddedPostgres server(int port) {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data())
              // Not of the locale, but an option of initdb as those are.
              .setLocaleConfig("wal-segsize", SEGMENTS)
              // Tests kill processes, and never the machine.
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

  /** The first is the parent of the others; as long as it runs. */
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

  /** Past the way, in a database of its own. */
  public void administer(String sql) {
    execute("template1", sql);
  }

  /** Past the way, in the node's database. */
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

  /** All its processes; as {@link #goOn} continues them. */
  public List<Long> freeze() {
    Signals.send("STOP", processes());
    // And those that were begun before their parent stood still.
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

  /** A server that a full disk has ended is started again, as an operator would. */
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
