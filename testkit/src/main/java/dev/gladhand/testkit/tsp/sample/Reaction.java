package dev.gladhand.testkit.tsp.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What the fake TSP does after it has read a request. */
@FunctionalInterface
public interface Reaction {
  /**
   * Carries out the reaction; returns whether another request may follow on the same connection.
   */
  boolean on(FakeTsp.Peer peer) throws IOException;

  static Reaction reply(int status, String body) {
    return reply(status, body, Map.of("Content-Type", "application/json"));
  }

  static Reaction reply(int status, String body, Map<String, String> headers) {
    return reply(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Reaction reply(int status, byte[] body, Map<String, String> headers) {
    return peer -> {
      peer.send(head(status, body.length, headers));
      if (status != 204 && status != 304) {
        peer.send(body);
      }
      return true;
    };
  }

  /** The head announces a whole body; half of it is sent. */
  static Reaction half(int status, String body) {
    var bytes = (body.length() < 2 ? "{\"message\":\"…\"}" : body).getBytes(StandardCharsets.UTF_8);
    return peer -> {
      peer.send(head(status, bytes.length, Map.of("Content-Type", "application/json")));
      peer.send(java.util.Arrays.copyOf(bytes, bytes.length / 2));
      return false;
    };
  }

  /** A body without end, as fast as it is read. */
  static Reaction endless(int status) {
    return peer -> {
      peer.send("HTTP/1.1 " + status + " -\r\nContent-Type: application/json\r\n\r\n[");
      var more = "1,".repeat(4096);
      while (true) {
        peer.send(more);
      }
    };
  }

  /** A body that is sent one byte at a time, without end. */
  static Reaction dribble(int status, Duration pause) {
    return peer -> {
      peer.send("HTTP/1.1 " + status + " -\r\nContent-Type: application/json\r\n\r\n[");
      while (peer.pause(pause)) {
        peer.send(" ");
      }
      return false;
    };
  }

  /** A small body that unpacks to a large one. */
  static Reaction bomb(int status) {
    return reply(
        status, Bomb.BYTES, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));
  }

  /** No answer at all. */
  static Reaction silence() {
    return peer -> {
      peer.untilTheClientLeaves();
      return false;
    };
  }

  /** Resets the connection with a RST. */
  static Reaction reset() {
    return peer -> {
      peer.reset();
      return false;
    };
  }

  /** Closes the connection properly, without an answer. */
  static Reaction hangUp() {
    return _ -> false;
  }

  private static String head(int status, int length, Map<String, String> headers) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (status != 204 && status != 304) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
