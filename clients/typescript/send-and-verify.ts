// Sends a message, and waits for the webhook about its delivery.
import { createServer } from "node:http";
import { Gladhand, WebhookReceiver } from "./gladhand";

const setting = (name: string): string => process.env[name] ?? "";
const gladhand = new Gladhand({
  url: setting("GLADHAND_URL"),
  clientId: setting("GLADHAND_CLIENT_ID"),
  clientSecret: setting("GLADHAND_CLIENT_SECRET"),
});

async function main(hook: string, connectionId: string, recipientId: string): Promise<void> {
  const newWebhook = { url: hook, eventName: "resource_operation.succeeded" as const };
  const webhook = await gladhand.call(() => gladhand.webhooks.createWebhook({ newWebhook }));
  const receiver = new WebhookReceiver(webhook.secret!);
  const told = new Promise<string>((tell) => receiver.on(newWebhook.eventName, (event) => tell(event.data[0].id!)));
  const server = createServer(receiver.listener).listen(new URL(hook).port);
  const newMessage = { connectionId, recipientId, messageText: "Dock 4 is free" };
  const sent = await gladhand.write((idempotencyKey) => gladhand.writes.createMessage({ newMessage, idempotencyKey }));
  console.log(`sent ${sent.id}, delivered and verified ${await told}`);
  server.close();
  await gladhand.webhooks.deleteWebhook({ id: webhook.id! });
}

void main(process.argv[2], setting("GLADHAND_CONNECTION_ID"), setting("GLADHAND_RECIPIENT_ID"));
