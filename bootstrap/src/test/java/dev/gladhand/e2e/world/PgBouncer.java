package dev.gladhand.e2e.world;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PgBouncer in session mode in front of a server; {@code -Dgladhand.pgbouncer} names the program.
 */
public final class PgBouncer implements AutoCloseable {
  private final Path folder;
  private final int port = Node.freePort();
  private final List<String> command = new ArrayList<>();
  private @Nullable Process process;

  public PgBouncer(Path folder, int server) {
    this.folder = folder;
    var settings = folder.resolve("pgbouncer.ini");
    try {
      Files.writeString(
          settings,
          """
          [databases]
          postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres password=postgres
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = any
          pool_mode = session
          max_client_conn = 200
          default_pool_size = 80
          ignore_startup_parameters = extra_float_digits
          """
              .formatted(server, port));
      // It refuses to run as root, and then has to read its settings as another user.
      if (Files.getOwner(settings).getName().equals("root")) {
        for (var path = settings;
            path != null && path.startsWith("/tmp/");
            path = path.getParent()) {
          path.toFile().setReadable(true, false);
          path.toFile().setExecutable(true, false);
        }
        command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(
        List.of(System.getProperty("gladhand.pgbouncer", "pgbouncer"), settings.toString()));
    start();
  }

  public int port() {
    return port;
  }

  public void start() {
    process = Program.start(folder.resolve("pgbouncer.log"), Map.of(), command);
    Await.until(
        "PgBouncer listens\n" + folder.resolve("pgbouncer.log"), Partner.SOON, this::listens);
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      Program.await(process, folder.resolve("pgbouncer.log"));
    }
  }

  @Override
  public void close() {
    kill();
  }
}
