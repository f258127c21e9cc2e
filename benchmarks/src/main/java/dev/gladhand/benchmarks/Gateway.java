package dev.gladhand.benchmarks;

import dev.gladhand.sandbox.SandboxServer;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs the gateway itself for the comparison. It has 16 connections that send their messages at
 * once, and one with a limit of a call a minute, whose messages are only stored.
 */
final class Gateway implements Rival {
  private final String url;
  private final Child node;
  private final byte[] stored;
  private final List<byte[]> sent = new ArrayList<>();
  private final List<UUID> connections = new ArrayList<>();

  Gateway(String url, SandboxServer sandbox) {
    this.url = url;
    this.node = Nodes.start(url, "127.0.0.1:" + URI.create(sandbox.samsaraUrl()).getPort());
    var client = new Client(node.port());
    var limited = client.connect(sandbox.samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
    stored = client.message(limited, client.driver(limited), "");
    for (var i = 0; i < 16; i++) {
      var connection =
          client.connect(
              sandbox.samsaraUrl(),
              ",\"rate_limit\":{\"per_second\":100000},\"max_concurrency\":64");
      sent.add(client.message(connection, client.driver(connection), ""));
      connections.add(UUID.fromString(connection));
    }
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public Child accepting() {
    return node;
  }

  @Override
  public byte[] stored() {
    return stored;
  }

  @Override
  public Child sending() {
    return node;
  }

  @Override
  public List<byte[]> sent() {
    return sent;
  }

  @Override
  public void awaitEnd(long answers) throws SQLException {
    Database.awaitNonePending(url, connections);
  }

  @Override
  public void close() {
    node.close();
  }
}
