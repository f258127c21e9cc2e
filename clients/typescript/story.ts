// Makes the first calls of a partner to the running program with the generated client.
import assert from "node:assert/strict";
import { AuthorizationApi, Configuration, OperationsApi, WebhooksApi, WritesApi } from "./generated";

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run scripts/check-clients`);
  }
  return value;
}

// The time-out of a call.
const fetchApi: typeof fetch = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });

async function main(): Promise<void> {
  const basePath = setting("GLADHAND_URL");
  const token = await new AuthorizationApi(new Configuration({ basePath, fetchApi })).createToken({
    grantType: "client_credentials",
    clientId: setting("GLADHAND_CLIENT_ID"),
    clientSecret: setting("GLADHAND_CLIENT_SECRET"),
  });
  assert.equal(token.expiresIn, 3600);
  // The generated code sends this text as the whole header.
  const configuration = new Configuration({
    basePath,
    fetchApi,
    accessToken: `Bearer ${token.accessToken}`,
  });
  const writes = new WritesApi(configuration);
  const operations = new OperationsApi(configuration);
  const newMessage = {
    connectionId: setting("GLADHAND_CONNECTION_ID"),
    recipientId: setting("GLADHAND_RECIPIENT_ID"),
    messageText: "By typescript-fetch",
  };

  const dry = await writes.createMessage({ newMessage, dryRun: true });
  assert.equal(dry.valid, true);
  assert.equal(dry.id, undefined);
  assert.equal(dry.tspRequest?.method, "POST");

  const once = await writes.createMessage({ newMessage, isSync: true });
  assert.equal(once.status, "success");
  assert(once.id);

  const sent = await writes.createMessage({ newMessage, idempotencyKey: `ts-${Date.now()}` });
  assert.equal(sent.status, "pending");
  const named = { connectionId: sent.connectionId!, id: sent.id! };
  const until = Date.now() + 60_000;
  let now = await operations.getOperation(named);
  while (now.status === "pending") {
    assert(Date.now() < until, "still pending after 60 s");
    now = await operations.getOperation(named);
  }
  assert.equal(now.status, "success", JSON.stringify(now.logs));

  const page = await operations.listOperations({ size: 100 });
  assert(page.items.some((operation) => operation.id === sent.id));
  const events = await new WebhooksApi(configuration).listEvents({ after: 0, size: 100 });
  assert(events.items.length > 0 && events.nextAfter > 0);
  console.log("typescript-fetch: token, message, dry run, polling, list and feed");
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
