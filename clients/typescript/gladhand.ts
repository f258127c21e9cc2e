// A partner's client for a node: the generated APIs with automatic tokens, and repeats of calls while the node asks for them.
import { createHmac, createPublicKey, randomUUID, timingSafeEqual, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  AuthorizationApi,
  Configuration,
  ConnectionsApi,
  Event,
  EventFromJSON,
  OperationEvent,
  OperationEventFromJSON,
  OperationsApi,
  ResourceOperation,
  ResponseError,
  FetchError,
  WebhooksApi,
  WritesApi,
} from "./generated";

const LIMIT_MILLIS = 60_000;
const LONGEST_PAUSE_MILLIS = 30_000;

export interface BulkLine {
  index: number;
  status: number;
  replayed?: boolean;
  operation?: Record<string, unknown>;
  error?: { code: number; message: string; detail: unknown };
}

export interface Options {
  url: string;
  clientId: string;
  clientSecret: string;
  /** The longest time for which a call is repeated, in milliseconds. */
  patience?: number;
  pause?: (millis: number) => Promise<void>;
}

const sleep = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis));
const fetchApi: typeof fetch = (url, init) => fetch(url, { signal: AbortSignal.timeout(LIMIT_MILLIS), ...init });

export class Gladhand {
  readonly writes: WritesApi;
  readonly operations: OperationsApi;
  readonly connections: ConnectionsApi;
  readonly webhooks: WebhooksApi;
  private readonly url: string;
  private token?: { value: string; until: number };

  constructor(private readonly options: Options) {
    this.url = options.url.replace(/\/+$/, "");
    // The generated code sends this text as the whole header.
    const accessToken = async (): Promise<string> => `Bearer ${await this.currentToken()}`;
    const configuration = new Configuration({ basePath: this.url, fetchApi, accessToken });
    this.writes = new WritesApi(configuration);
    this.operations = new OperationsApi(configuration);
    this.connections = new ConnectionsApi(configuration);
    this.webhooks = new WebhooksApi(configuration);
  }

  /** The token, renewed a minute before it expires. */
  private async currentToken(): Promise<string> {
    if (!this.token || Date.now() >= this.token.until) {
      const answer = await new AuthorizationApi(new Configuration({ basePath: this.url, fetchApi })).createToken({
        grantType: "client_credentials",
        clientId: this.options.clientId,
        clientSecret: this.options.clientSecret,
      });
      this.token = { value: answer.accessToken, until: Date.now() + (answer.expiresIn - 60) * 1000 };
    }
    return this.token.value;
  }

  /** Makes a call that is safe to repeat, such as a read. Repeats it while the node asks for it or cannot be reached. */
  async call<T>(make: () => Promise<T>): Promise<T> {
    const patience = this.options.patience ?? 120_000;
    let waited = 0;
    let renewed = false;
    for (let usual = 1000; ; usual = Math.min(2 * usual, LONGEST_PAUSE_MILLIS)) {
      try {
        return await make();
      } catch (failure) {
        if (failure instanceof ResponseError && failure.response.status === 401 && !renewed) {
          // The token has become invalid early; the call is made once more with a new token.
          renewed = true;
          this.token = undefined;
          continue;
        }
        const pause = pauseAfter(failure, usual);
        if (pause === undefined || waited + pause > patience) {
          throw failure;
        }
        waited += pause;
        await (this.options.pause ?? sleep)(pause);
      }
    }
  }

  /** Makes a write with a key that all its repeats share, so that it is applied once. Pass a key that you store to repeat it after a crash. */
  write<T>(make: (idempotencyKey: string) => Promise<T>, key: string = randomUUID()): Promise<T> {
    return this.call(() => make(key));
  }

  /** Waits for the end of an operation and returns it. */
  async waitFor(connectionId: string, id: string, limitMillis: number): Promise<ResourceOperation> {
    const until = Date.now() + limitMillis;
    for (let pause = 200; ; pause = Math.min(2 * pause, 5000)) {
      const operation = await this.call(() => this.operations.getOperation({ connectionId, id }));
      if (operation.status !== "pending") {
        return operation;
      }
      if (Date.now() > until) {
        throw new Error(`operation ${id} still waits on ${operation.waitingOn}`);
      }
      await (this.options.pause ?? sleep)(pause);
    }
  }

  /** The partner's events after a sequence number, up to the last one that exists. Throws MissedEvents if one is missing. */
  async *feed(after: number): AsyncGenerator<Event> {
    for (let position = after; ; ) {
      const page = await this.call(() => this.webhooks.listEvents({ after: position, size: 500 }));
      if (page.items.length === 0) {
        return;
      }
      for (const event of page.items) {
        // A feed from 0 begins with the oldest event that the node keeps.
        if (position > 0 && event.sequence !== position + 1) {
          throw new MissedEvents(position, event.sequence);
        }
        position = event.sequence;
        yield event;
      }
    }
  }

  /** Sends up to 10,000 creates of one resource, with the API's member names; `resource` is its name in the path. */
  bulk(resource: string, bodies: readonly object[], key?: string): Promise<BulkLine[]> {
    return this.write(async (idempotencyKey) => {
      const response = await fetchApi(`${this.url}/v2/telematics/${resource}/bulk`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${await this.currentToken()}`,
          "Content-Type": "application/x-ndjson",
          "Idempotency-Key": idempotencyKey,
        },
        body: bodies.map((body) => JSON.stringify(body) + "\n").join(""),
        signal: AbortSignal.timeout(5 * LIMIT_MILLIS),
      });
      if (response.status !== 200) {
        throw new ResponseError(response, "bulk");
      }
      const text = await response.text();
      const lines = text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as BulkLine);
      if (lines.length < bodies.length || lines.some((line) => line.status === 503)) {
        // The answer broke off or the store was lost; the repeated request accepts only the rest.
        throw new FetchError(new Error("not every line was answered"));
      }
      return lines;
    }, key);
  }
}

/** The wait before a call is repeated; undefined if a repeat would not help. */
function pauseAfter(failure: unknown, usual: number): number | undefined {
  if (failure instanceof FetchError) {
    return usual;
  }
  if (!(failure instanceof ResponseError)) {
    return undefined;
  }
  const named = failure.response.headers.get("Retry-After") ?? "";
  const later = /^[0-9]{1,9}$/.test(named) ? 1000 * Number(named) : undefined;
  switch (failure.response.status) {
    case 429:
    case 503:
      return later ?? usual;
    case 409: // Another request with the same key is still running.
      return later;
    default:
      return undefined;
  }
}

export class MissedEvents extends Error {
  constructor(after: number, next: number) {
    super(`events ${after + 1} to ${next - 1} are not in the feed`);
  }
}

/** The delivery is not from the node, or is too old. Answer 401 and do nothing else. */
export class NotAuthentic extends Error {}

type Headers = Record<string, string | string[] | undefined>;

/** Receives deliveries: verifies the signature and passes the event to the handler for its name. Deliveries arrive at least once. */
export class WebhookReceiver {
  private readonly handlers = new Map<string, (event: OperationEvent) => void | Promise<void>>();
  private others: (event: Event) => void | Promise<void> = () => {};

  /** A receiver that verifies with a secret (whsec_… or a text of your own) or a public key (whpk_…). */
  constructor(private readonly key: string, private readonly now: () => number = Date.now) {}

  on(name: string, handler: (event: OperationEvent) => void | Promise<void>): this {
    this.handlers.set(name, handler);
    return this;
  }

  /** Sets the handler for all other events, including those that later versions add. */
  otherwise(handler: (event: Event) => void | Promise<void>): this {
    this.others = handler;
    return this;
  }

  /** Handles a delivery: its headers in lower case and the unchanged bytes of its body. Answer 2xx afterwards. */
  async receive(headers: Headers, body: Buffer): Promise<void> {
    const id = headers["webhook-id"];
    const timestamp = headers["webhook-timestamp"];
    const signatures = headers["webhook-signature"];
    if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string") {
      throw new NotAuthentic("a header is missing");
    }
    if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(this.now() / 1000 - Number(timestamp)) > 300) {
      throw new NotAuthentic("the time of the delivery differs too much from the present time");
    }
    const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    if (!signatures.split(" ").some((one) => this.fits(one, signed))) {
      throw new NotAuthentic("no signature matches");
    }
    const event = JSON.parse(body.toString("utf8")) as { event_name: string };
    const handler = this.handlers.get(event.event_name);
    await (handler ? handler(OperationEventFromJSON(event)) : this.others(EventFromJSON(event)));
  }

  /** Takes one delivery of Node's server and answers it: with 204, 401 where it is not authentic, and 500 where its handler fails. */
  readonly listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let status = 204;
    try {
      const body: Buffer[] = [];
      for await (const part of request) {
        body.push(part);
      }
      await this.receive(request.headers, Buffer.concat(body));
    } catch (failure) {
      status = failure instanceof NotAuthentic ? 401 : 500;
    }
    response.writeHead(status).end();
  };

  private fits(one: string, signed: Buffer): boolean {
    const [version, text = ""] = one.split(",", 2);
    const signature = Buffer.from(text, "base64");
    if (this.key.startsWith("whpk_")) {
      const x = Buffer.from(this.key.slice("whpk_".length), "base64").toString("base64url");
      const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
      return version === "v1a" && verify(null, signed, key, signature);
    }
    const secret = this.key.startsWith("whsec_") ? Buffer.from(this.key.slice(6), "base64") : this.key;
    const expected = createHmac("sha256", secret).update(signed).digest();
    return version === "v1" && expected.length === signature.length && timingSafeEqual(expected, signature);
  }
}
