// Sends a message, and waits for the webhook that tells of its delivery.
import { createServer } from "node:http";
import { Gladhand, WebhookReceiver } from "./gladhand";

const setting = (name: string): string => process.env[name] ?? "";
const port = Number(setting("GLADHAND_RECEIVER_PORT"));
const gladhand = new Gladhand({ url: setting("GLADHAND_URL"), clientId: setting("GLADHAND_CLIENT_ID"), clientSecret: setting("GLADHAND_CLIENT_SECRET") });

async function main(): Promise<void> {
  const newWebhook = { url: `http://127.0.0.1:${port}/${Date.now()}`, eventName: "resource_operation.succeeded" as const };
  const webhook = await gladhand.call(() => gladhand.webhooks.createWebhook({ newWebhook }));
  let told = (_operation: string): void => {};
  const delivered = new Promise<string>((done) => (told = done));
  const receiver = new WebhookReceiver(webhook.secret!).on(newWebhook.eventName, (event) => told(event.data[0].id!));
  const server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const part of request) body.push(part);
    const status = await receiver.receive(request.headers, Buffer.concat(body)).then(() => 204, () => 401);
    response.writeHead(status).end();
  }).listen(port, "127.0.0.1");
  const newMessage = { connectionId: setting("GLADHAND_CONNECTION_ID"), recipientId: setting("GLADHAND_RECIPIENT_ID"), messageText: "Dock 4 is free" };
  const sent = await gladhand.write((idempotencyKey) => gladhand.writes.createMessage({ newMessage, idempotencyKey }));
  if ((await delivered) !== sent.id) throw new Error("the webhook told of another operation");
  server.close();
  await gladhand.webhooks.deleteWebhook({ id: webhook.id! });
  console.log("send-and-verify: the message's webhook came and was verified");
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
