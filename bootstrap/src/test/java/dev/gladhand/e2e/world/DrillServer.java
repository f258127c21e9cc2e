package dev.gladhand.e2e.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A PostgreSQL for drills, which can be backed up while it runs, replicated to a standby, and
 * killed.
 */
public final class DrillServer implements AutoCloseable {
  private static final Set<String> NOT_COPIED =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "pg_replslot");

  private final Path data;
  private EmbeddedPostgres server;
  private boolean killed;

  /**
   * @param data its folder, which is created if it does not exist
   * @param options the options of the server by their names
   */
  public DrillServer(Path data, Map<String, String> options) {
    this.data = data;
    this.server = start(data, options, 0);
  }

  private static EmbeddedPostgres start(Path data, Map<String, String> options, int port) {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("max_connections", "100")
              .setServerConfig("wal_keep_size", "512MB")
              // Drills kill only processes and not the machine, so fsync is not needed.
              .setServerConfig("fsync", "off");
      options.forEach(builder::setServerConfig);
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public Stores.Database database() {
    return database("127.0.0.1:" + port(), "");
  }

  public static Stores.Database database(String hosts, String options) {
    return new Stores.Database(
        "jdbc:postgresql://" + hosts + "/postgres" + options, "postgres", "postgres");
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
  }

  /** The first column of the first row. */
  public String ask(String sql) {
    try (var connection = connect()) {
      return ask(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /**
   * Copies the files while the server runs, with the calls that pg_basebackup uses. A server that
   * starts with the copy recovers to the end of the backup.
   */
  public void backUp(Path into) {
    try (var connection = connect()) {
      ask(connection, "select pg_backup_start('drill', true)");
      copy(data, into);
      var label = ask(connection, "select labelfile from pg_backup_stop(false)");
      copy(data.resolve("pg_wal"), into.resolve("pg_wal"));
      Files.writeString(into.resolve("backup_label"), label);
      Files.createDirectories(into.resolve("pg_replslot"));
      Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("rwx------"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a standby of this server, with a name that can be used in synchronous_standby_names. */
  public DrillServer standby(Path folder, String name) {
    backUp(folder);
    try {
      Files.writeString(
          folder.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=postgres application_name=%s'%n"
              .formatted(port(), name));
      Files.createFile(folder.resolve("standby.signal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DrillServer(folder, Map.of("hot_standby", "on"));
  }

  /** Kills all of its processes at once, as if its machine had failed. */
  public void kill() {
    killed = true;
    try {
      var postmaster =
          ProcessHandle.of(
                  Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst()))
              .orElseThrow();
      var children = postmaster.children().map(ProcessHandle::pid).toList();
      Signals.send("KILL", List.of(postmaster.pid()));
      children.stream()
          .filter(child -> ProcessHandle.of(child).isPresent())
          .forEach(child -> Signals.send("KILL", List.of(child)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void startAgain() {
    server = start(data, Map.of(), server.getPort());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COPIED.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
              try {
                Files.copy(
                    file,
                    to.resolve(from.relativize(file).toString()),
                    StandardCopyOption.REPLACE_EXISTING);
              } catch (NoSuchFileException e) {
                // The file was deleted during the copy; the log in the backup contains its change.
                return FileVisitResult.CONTINUE;
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  @Override
  public void close() {
    if (!killed) {
      stop();
    }
  }
}
