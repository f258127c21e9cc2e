// Tests the client with a node that answers with errors, and with the demo that scripts/check-clients has started.
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import { test } from "node:test";
import { Gladhand, MissedEvents, NotAuthentic, WebhookReceiver } from "./gladhand";

const now = 1_795_162_200;
const secret = "whsec_" + Buffer.from("0123456789abcdef01234567").toString("base64");
const body = (name: string): Buffer =>
  Buffer.from(JSON.stringify({ version: "1.0", id: "e", event_name: name, webhook_id: "w", sequence: 7, timestamp: "2026-01-01T00:00:00Z", delivery_attempt: 1, data: [], new: 1 }));
const headers = (signature: string, at = now): Record<string, string> => ({ "webhook-id": "e", "webhook-timestamp": String(at), "webhook-signature": signature });
const hmac = (bytes: Buffer, at = now): string =>
  "v1," + createHmac("sha256", "0123456789abcdef01234567").update(`e.${at}.`).update(bytes).digest("base64");

/** A node that gives these answers to all requests except those for tokens. */
async function against(answers: [number, object][], story: (gladhand: Gladhand, asked: string[], pauses: number[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const pauses: number[] = [];
  const server = createServer((request, response) => {
    request.resume();
    asked.push(`${request.url} ${request.headers["idempotency-key"]}`);
    const token = request.url === "/oauth2/token";
    const [status, answer] = token ? [200, { access_token: "t", token_type: "Bearer", expires_in: 3600, scope: "" }] : answers.shift()!;
    response.writeHead(status, { "Content-Type": "application/json", ...(status === 429 ? { "Retry-After": "7" } : {}) });
    response.end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pause = async (millis: number): Promise<void> => void pauses.push(millis);
  try {
    await story(new Gladhand({ url, clientId: "c", clientSecret: "s", pause }), asked, pauses);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const newMessage = { connectionId: "01940000-0000-7000-8000-000000000001", messageText: "m" };
const send = (gladhand: Gladhand): Promise<unknown> =>
  gladhand.write((idempotencyKey) => gladhand.writes.createMessage({ newMessage, idempotencyKey }));

test("repeats a write with its key after the time that the node names", () =>
  against([[429, {}], [503, {}], [202, { id: "o" }]], async (gladhand, asked, pauses) => {
    await send(gladhand);
    assert.deepEqual(pauses, [7000, 2000]);
    const writes = asked.filter((one) => one.startsWith("/v2/"));
    assert.equal(writes.length, 3);
    assert.equal(new Set(writes).size, 1);
    assert(!writes[0].endsWith("undefined"));
  }));

test("takes a new token when the old one has ended", () =>
  against([[401, {}], [202, { id: "o" }]], async (gladhand, asked, pauses) => {
    await send(gladhand);
    assert.equal(asked.filter((one) => one.startsWith("/oauth2/token")).length, 2);
    assert.deepEqual(pauses, []);
  }));

test("gives up where a repeat would not help", () =>
  against([[422, {}]], async (gladhand, _asked, pauses) => {
    await assert.rejects(send(gladhand));
    assert.deepEqual(pauses, []);
  }));

test("ends the feed where an event is missing", () => {
  const event = (sequence: number): object => ({ version: "1.0", id: "e", event_name: "x", sequence, timestamp: "2026-01-01T00:00:00Z", data: [] });
  return against([[200, { items: [event(4), event(5)], next_after: 5 }], [200, { items: [event(7)], next_after: 7 }]], async (gladhand) => {
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const one of gladhand.feed(3)) seen.push(one.sequence);
    }, MissedEvents);
    assert.deepEqual(seen, [4, 5]);
  });
});

test("gives an event to the handler of its name, and refuses what is not the node's", async () => {
  const handled: string[] = [];
  const receiver = (key: string): WebhookReceiver =>
    new WebhookReceiver(key, () => now * 1000)
      .on("resource_operation.succeeded", (event) => void handled.push(`operation ${event.sequence}`))
      .otherwise((event) => void handled.push(`other ${event.eventName}`));
  const known = body("resource_operation.succeeded");
  await receiver(secret).receive(headers("v1,AAAA " + hmac(known)), known);
  await receiver(secret).receive(headers(hmac(body("fleet.merged"))), body("fleet.merged"));
  assert.deepEqual(handled, ["operation 7", "other fleet.merged"]);
  for (const [key, head, bytes] of [
    [secret, headers(hmac(known, now - 301), now - 301), known],
    [secret, {}, known],
    [secret, headers(hmac(known)), body("x")],
    ["another secret", headers(hmac(known)), known],
    [secret, headers("v1,?? none"), known],
  ] as const) {
    await assert.rejects(receiver(key).receive(head, bytes), NotAuthentic);
  }
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = "whpk_" + Buffer.from(publicKey.export({ format: "jwk" }).x!, "base64url").toString("base64");
  const signature = sign(null, Buffer.concat([Buffer.from(`e.${now}.`), known]), privateKey).toString("base64");
  await receiver(key).receive(headers("v1a," + signature), known);
  await assert.rejects(receiver(key).receive(headers(hmac(known)), known), NotAuthentic);
  assert.equal(handled.length, 3);
});

test("answers Node's server", async () => {
  const receiver = new WebhookReceiver(secret, () => now * 1000).on("fails", () => Promise.reject(new Error("by the test")));
  const server = createServer(receiver.listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const status = async (bytes: Buffer, signed: Buffer): Promise<number> =>
    (await fetch(url, { method: "POST", headers: headers(hmac(signed)), body: new Uint8Array(bytes) })).status;
  assert.equal(await status(body("x"), body("x")), 204);
  assert.equal(await status(body("y"), body("x")), 401);
  assert.equal(await status(body("fails"), body("fails")), 500);
  server.close();
});

test("sends many once, waits for them, and finds them in the feed of the demo", async () => {
  const setting = (name: string): string => process.env[name]!;
  const gladhand = new Gladhand({ url: setting("GLADHAND_URL"), clientId: setting("GLADHAND_CLIENT_ID"), clientSecret: setting("GLADHAND_CLIENT_SECRET") });
  let position = 0;
  for await (const event of gladhand.feed(0)) position = event.sequence;
  const bodies = Array.from({ length: 20 }, (_, n) => ({ connection_id: setting("GLADHAND_CONNECTION_ID"), recipient_id: setting("GLADHAND_RECIPIENT_ID"), message_text: `bulk ${n}` }));
  const key = `bulk-${Date.now()}`;
  const lines = await gladhand.bulk("messages", bodies, key);
  assert.deepEqual(lines.map((line) => line.status), Array(20).fill(202));
  const again = await gladhand.bulk("messages", bodies, key);
  assert.deepEqual(again.map((line) => line.operation!.id), lines.map((line) => line.operation!.id));
  for (const line of lines) {
    const ended = await gladhand.waitFor(setting("GLADHAND_CONNECTION_ID"), String(line.operation!.id), 60_000);
    assert.equal(ended.status, "success");
  }
  let created = 0;
  for await (const event of gladhand.feed(position)) created += event.eventName === "resource_operation.created" ? 1 : 0;
  assert(created >= 20);
});
