package dev.gladhand.benchmarks.instead;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Sends a message to the simulated Samsara, and stores the answer in the table {@code answer}. */
final class SendMessage {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final DataSource pool;
  private final URI messages;

  SendMessage(DataSource pool, URI provider) {
    this.pool = pool;
    this.messages = provider.resolve("/v1/fleet/messages");
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists answer (id uuid primary key, message text not null, status int not null,
            answer text not null, ended_at timestamp with time zone not null default now())""");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  DataSource pool() {
    return pool;
  }

  void send(String id, String message) {
    var request =
        HttpRequest.newBuilder(messages)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer samsara-sandbox-token")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(message))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      store(id, message, answer.statusCode(), answer.body());
    } catch (IOException | SQLException e) {
      // The scheduler tries again, so the message may be sent twice.
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void store(String id, String message, int status, String answer) throws SQLException {
    try (var connection = pool.getConnection();
        var insert =
            connection.prepareStatement(
                "insert into answer (id, message, status, answer) values (?, ?, ?, ?)")) {
      insert.setObject(1, UUID.fromString(id));
      insert.setString(2, message);
      insert.setInt(3, status);
      insert.setString(4, answer);
      insert.executeUpdate();
    }
  }
}
