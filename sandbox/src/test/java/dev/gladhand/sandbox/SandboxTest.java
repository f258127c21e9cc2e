package dev.gladhand.sandbox;

import dev.gladhand.sandbox.journal.Applied;
import dev.gladhand.sandbox.journal.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A fresh sandbox for each test. */
abstract class SandboxTest {
  final SandboxServer server = SandboxServer.start();
  final Caller samsara = Caller.samsara(server);
  final Caller control = Caller.control(server);

  @AfterEach
  void close() {
    samsara.close();
    control.close();
    server.close();
  }

  List<Applied> applied(String provider) {
    return server.journal().applied(Query.of(provider));
  }
}
