package dev.gladhand.bootstrap;

import dev.gladhand.bootstrap.settings.CannotStart;
import dev.gladhand.sandbox.SandboxOptions;
import dev.gladhand.sandbox.SandboxServer;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a demo on one machine: a node with an embedded database, simulated providers, and a
 * partner with two fleets.
 */
final class Demo {
  private static final Path DATA = Path.of("data");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;
  private static final int FIRST_SANDBOX_PORT = 8091;
  private static final int JOURNAL_ENTRIES = 5_000;
  private static final int JOURNAL_BYTES = 8 << 20;

  private Demo() {}

  static void run() {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      // On a terminal, the log is plain text, which people can read. This must be set before the
      // first logger exists.
      System.setProperty("gladhand.logs", "plain");
    }
    var sandbox = sandbox();
    var targets =
        Stream.of(
                target(sandbox.samsaraUrl()),
                target(sandbox.superOfficeUrl()),
                target(sandbox.motiveUrl()),
                target(sandbox.fleetioUrl()),
                target(sandbox.webfleetUrl()),
                target(sandbox.geotabUrl()),
                target(sandbox.otherGeotabUrl()),
                System.getenv().getOrDefault("GLADHAND_ALLOWED_TARGETS", ""))
            .filter(target -> !target.isBlank())
            .collect(Collectors.joining(","));
    var host = System.getenv().getOrDefault("GLADHAND_HOST", "127.0.0.1");
    var port = port();
    var node =
        RunningNode.start(
            Map.of(
                "micronaut.server.host",
                host,
                "micronaut.server.port",
                port,
                "gladhand.master-key",
                masterKey(),
                "gladhand.allowed-targets",
                targets,
                "gladhand.public-url",
                System.getenv()
                    .getOrDefault("GLADHAND_PUBLIC_URL", "http://" + host + ":" + port)));
    var seeded = node.context().getBean(DemoFleet.class).seed(sandbox::url, key("client.secret"));
    var link = node.context().getBean(DemoInvitation.class).make(sandbox::url);
    System.out.println(DemoText.of(node.server().getURI().toString(), seeded, link));
    node.untilTerminated();
  }

  /**
   * Starts the simulated providers. If possible, their ports are the same at each start, so that
   * connections of an earlier start still work.
   */
  private static SandboxServer sandbox() {
    try {
      return SandboxServer.start(options().portsFrom(FIRST_SANDBOX_PORT));
    } catch (UncheckedIOException e) {
      return SandboxServer.start(options());
    }
  }

  /**
   * The port of the node. If the port is set to 0, this method chooses a free one before the server
   * starts, because the links of invitations contain the port.
   */
  private static String port() {
    var named = System.getenv().getOrDefault("GLADHAND_PORT", "8080");
    if (!named.equals("0")) {
      return named;
    }
    try (var free = ServerSocketChannel.open()) {
      free.bind(null);
      return Integer.toString(((InetSocketAddress) free.getLocalAddress()).getPort());
    } catch (IOException e) {
      throw new CannotStart("no port is free");
    }
  }

  /**
   * The master key: the one that the environment names, otherwise the one in the demo's key file,
   * which is made at the first start.
   */
  private static String masterKey() {
    var named = System.getenv("GLADHAND_MASTER_KEY");
    return named == null ? key("master.key") : named;
  }

  private static SandboxOptions options() {
    return SandboxOptions.defaults().journal(JOURNAL_ENTRIES, JOURNAL_BYTES);
  }

  private static String target(String url) {
    var uri = URI.create(url);
    return uri.getHost() + ":" + uri.getPort();
  }

  /**
   * Base64 of the 32 random bytes that belong to this file name. They are made at the first start
   * and stored in that file, which only its owner can read.
   */
  private static String key(String name) {
    var file = DATA.resolve(name);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(DATA);
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        if (DATA.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
            file, Base64.getEncoder().encodeToString(bytes), StandardCharsets.US_ASCII);
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new CannotStart("the folder " + DATA.toAbsolutePath() + " cannot be written");
    }
  }
}
