package dev.gladhand.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import generated.okhttp.ApiClient;
import generated.okhttp.api.AuthorizationApi;
import generated.okhttp.api.OperationsApi;
import generated.okhttp.api.WebhooksApi;
import generated.okhttp.api.WritesApi;
import generated.okhttp.model.NewMessage;
import generated.okhttp.model.OperationStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generated client does with the running program what a partner does first. */
class OkHttpClientTest {
  private String token;
  private WritesApi writes;
  private OperationsApi operations;

  private ApiClient client() {
    var client = new ApiClient();
    client.setBasePath(Demo.URL);
    client.setHttpClient(client.getHttpClient().newBuilder().callTimeout(Demo.LIMIT).build());
    if (token != null) {
      client.setAccessToken(token);
    }
    return client;
  }

  @BeforeEach
  void signIn() throws Exception {
    var answer =
        new AuthorizationApi(client())
            .createToken("client_credentials", Demo.CLIENT, Demo.SECRET, null);
    assertEquals(3600, answer.getExpiresIn());
    token = answer.getAccessToken();
    writes = new WritesApi(client());
    operations = new OperationsApi(client());
  }

  private static NewMessage message(String text) {
    return new NewMessage()
        .connectionId(UUID.fromString(Demo.CONNECTION))
        .recipientId(UUID.fromString(Demo.RECIPIENT))
        .messageText(text);
  }

  @Test
  void sendsAMessageAndPollsListsAndReadsTheFeed() throws Exception {
    var key = UUID.randomUUID().toString();
    var sent = writes.createMessage(message("By OkHttp"), null, null, null, key, null, null);
    assertNotNull(sent.getId(), "the operation's id");
    assertEquals(OperationStatus.PENDING, sent.getStatus());
    var again = writes.createMessage(message("By OkHttp"), null, null, null, key, null, null);
    assertEquals(sent.getId(), again.getId(), "one key, one operation");

    var until = Instant.now().plusSeconds(60);
    var now = operations.getOperation(sent.getConnectionId(), sent.getId());
    while (now.getStatus() == OperationStatus.PENDING) {
      assertTrue(Instant.now().isBefore(until), () -> "still pending after 60 s");
      Thread.onSpinWait();
      now = operations.getOperation(sent.getConnectionId(), sent.getId());
    }
    assertEquals(OperationStatus.SUCCESS, now.getStatus(), String.valueOf(now.getLogs()));
    assertEquals("By OkHttp", now.getPayload().get("message_text"));

    var page =
        operations.listOperations(
            null, null, null, null, null, null, null, null, null, null, null, null, 100);
    assertTrue(page.getItems().stream().anyMatch(one -> one.getId().equals(sent.getId())));
    var events = new WebhooksApi(client()).listEvents(0L, 100, null);
    assertFalse(events.getItems().isEmpty());
    assertTrue(events.getNextAfter() > 0);
  }

  @Test
  void sendsAtOnceAndShowsADryRun() throws Exception {
    var shown = writes.createMessage(message("Dry"), null, true, null, null, null, null);
    assertNull(shown.getId(), "nothing was stored");
    assertEquals(true, shown.getValid());
    assertEquals("POST", shown.getTspRequest().getMethod());
    var sent = writes.createMessage(message("At once"), true, null, null, null, null, null);
    assertEquals(OperationStatus.SUCCESS, sent.getStatus());
    assertNotNull(sent.getId());
    assertNull(sent.getValid());
  }
}
