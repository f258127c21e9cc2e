package example;

import com.sun.net.httpserver.HttpServer;
import dev.gladhand.client.Gladhand;
import dev.gladhand.client.WebhookReceiver;
import dev.gladhand.client.model.NewMessage;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends a message, and waits for the webhook that tells of its delivery. */
public final class SendAndVerify {
  public static void main(String[] arguments) throws Exception {
    var hook = URI.create(arguments[0]);
    var gladhand = Gladhand.fromEnvironment();
    var webhook = gladhand.subscribe(hook, "resource_operation.succeeded");
    var told = new CompletableFuture<UUID>();
    var receiver = WebhookReceiver.with(webhook.getSecret())
        .on("resource_operation.succeeded", event -> told.complete(event.getData().getFirst().getId()));
    var server = HttpServer.create(new InetSocketAddress(hook.getPort()), 0, "/", receiver);
    server.start();
    var connection = UUID.fromString(System.getenv("GLADHAND_CONNECTION_ID"));
    var driver = UUID.fromString(System.getenv("GLADHAND_RECIPIENT_ID"));
    var message = new NewMessage().connectionId(connection).recipientId(driver).messageText("Dock 4 is free");
    System.out.println("sent " + gladhand.send(message).getId() + ", delivered and verified " + told.join());
    server.stop(0);
    gladhand.webhooks().deleteWebhook(webhook.getId());
  }
}
