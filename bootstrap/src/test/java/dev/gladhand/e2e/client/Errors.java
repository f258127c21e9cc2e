package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

/** The error bodies of the contract. */
public final class Errors {
  private static final Map<Integer, String> MESSAGES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Payload Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Invalid Request Body"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"));

  private Errors() {}

  /** Code, message and detail, nothing besides, and nothing of the program's inside. */
  public static void assertBody(String what, Http.Reply reply) {
    var body = reply.json();
    assertEquals(List.of("code", "detail", "message"), Json.names(body), what + ": " + reply);
    assertEquals(reply.status(), body.get("code").asInt(), what + ": " + reply);
    if (reply.status() != 414 && reply.status() != 431) {
      assertEquals(MESSAGES.get(reply.status()), body.get("message").asText(), what + ": " + reply);
    }
    if (reply.status() == 422) {
      assertTrue(body.get("detail").isArray(), what + ": " + reply);
      assertFalse(body.get("detail").isEmpty(), what + ": " + reply);
      for (var fault : body.get("detail")) {
        assertEquals(
            List.of("error_type", "input", "message", "path"), Json.names(fault), what + reply);
        assertTrue(fault.get("input").isTextual(), what + ": " + reply);
        var input = fault.get("input").asText();
        assertTrue(input.codePointCount(0, input.length()) <= 200, what + ": " + reply);
      }
    } else {
      assertTrue(body.get("detail").isTextual(), what + ": " + reply);
    }
    assertFalse(reply.raw().body().contains("Exception"), what + ": " + reply);
    assertFalse(reply.raw().body().contains("dev.gladhand"), what + ": " + reply);
    assertTrue(reply.header("Content-Type").startsWith("application/json"), what + ": " + reply);
    assertFalse(reply.header("X-Request-ID").isEmpty(), what + ": " + reply);
  }
}
