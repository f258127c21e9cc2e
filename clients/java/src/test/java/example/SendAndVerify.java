package example;

import com.sun.net.httpserver.HttpServer;
import dev.gladhand.client.Gladhand;
import dev.gladhand.client.WebhookReceiver;
import dev.gladhand.client.WebhookReceiver.NotAuthentic;
import dev.gladhand.client.model.NewMessage;
import dev.gladhand.client.model.NewWebhook;
import dev.gladhand.client.model.NewWebhook.EventNameEnum;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends a message, and waits for the webhook that tells of its delivery. */
public final class SendAndVerify {
  public static UUID run(Map<String, String> settings, String event) throws Exception {
    var gladhand = Gladhand.at(settings.get("GLADHAND_URL"), settings.get("GLADHAND_CLIENT_ID"), settings.get("GLADHAND_CLIENT_SECRET"));
    var port = Integer.parseInt(settings.get("GLADHAND_RECEIVER_PORT"));
    var url = URI.create("http://127.0.0.1:" + port + "/" + UUID.randomUUID());
    var webhook = gladhand.call(() -> gladhand.webhooks().createWebhook(new NewWebhook().url(url).eventName(EventNameEnum.fromValue(event))));
    var delivered = new CompletableFuture<UUID>();
    var receiver = WebhookReceiver.with(webhook.getSecret()).on(event, told -> delivered.complete(told.getData().getFirst().getId()));
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", call -> {
      try (call) {
        receiver.receive(call.getRequestHeaders()::getFirst, call.getRequestBody().readAllBytes());
        call.sendResponseHeaders(204, -1);
      } catch (NotAuthentic e) {
        call.sendResponseHeaders(401, -1);
      }
    });
    server.start();
    try {
      var message = new NewMessage().connectionId(UUID.fromString(settings.get("GLADHAND_CONNECTION_ID"))).recipientId(UUID.fromString(settings.get("GLADHAND_RECIPIENT_ID"))).messageText("Dock 4 is free");
      gladhand.write(key -> gladhand.writes().createMessage(message, null, null, null, key, null, null));
      return delivered.get(60, TimeUnit.SECONDS);
    } finally {
      server.stop(0);
      gladhand.webhooks().deleteWebhook(webhook.getId());
    }
  }
}
