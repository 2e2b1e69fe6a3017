// Hops that look like a desktop browser's: headers, their order, TLS ciphers. Only parts of got-scraping are
// used: its ready client probes hosts without any guard, follows redirects and trusts every certificate.
// HTTP/1.1 only.
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type BeforeRequestHook, got, hooks } from 'got-scraping';
import { CONNECTIONS_PER_HOST } from '../../domain/web/fetch/fetcher.ts';
import { BrowserHeaders } from './browser-headers.ts';
import { classifyFailure, ConnectionRefusedByPolicy } from './failure.ts';
import { GuardedHttpAgent, GuardedHttpsAgent } from './guarded-agents.ts';
import type { Dialled } from './guarded-dial.ts';
import type { DialGuard } from './judged-addresses.ts';
import {
  type Hop,
  type HopCost,
  type HopResult,
  type SendHop,
  DISCARD_BYTES,
  isEnough,
  joinBody,
  joinHeaders,
  setCookiesOf,
  stopFailure,
  wantsBody,
} from './hop.ts';

const MAX_HEADER_BYTES = 32 * 1024;
const RESPONSE_TIMEOUT_MS = 20_000;
const IDLE_TIMEOUT_MS = 10_000;
const AGENT_OPTIONS = {
  keepAlive: true,
  keepAliveMsecs: 15_000,
  maxSockets: CONNECTIONS_PER_HOST,
  maxFreeSockets: 64,
  timeout: 30_000,
};

type Client = ReturnType<typeof createClient>['client'];
type DialTimes = WeakMap<Socket, Dialled>;

export interface BrowserHops {
  readonly sendHop: SendHop;
  readonly close: () => void;
}

export function createBrowserHops(guard: DialGuard): BrowserHops {
  const times: DialTimes = new WeakMap();
  const onDialled = (dialled: Dialled): void => void times.set(dialled.socket, dialled);
  const { client, destroy } = createClient({ guard, onDialled, options: AGENT_OPTIONS });
  const browser = new BrowserHeaders();
  const sendHop: SendHop = (hop) => {
    const dressed = browser.dress(new URL(hop.url).host, hop.headers);
    const length =
      hop.post === undefined ? [] : [['Content-Length', String(Buffer.byteLength(hop.post.text))] as const];
    const headers = [...dressed, ...length];
    const dress = (request: ClientRequest): void => {
      for (const name of request.getHeaderNames()) if (name !== 'host') request.removeHeader(name);
      for (const [name, value] of headers) request.setHeader(name, value);
    };
    return new StreamedHop(hop, times).send(client, dress);
  };
  return { sendHop, close: destroy };
}

function createClient(setup: ConstructorParameters<typeof GuardedHttpAgent>[0]) {
  const plain = new GuardedHttpAgent(setup);
  const secure = new GuardedHttpsAgent(setup);
  const client = got.extend({
    http2: false,
    https: { rejectUnauthorized: true },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false,
    enableUnixSockets: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    timeout: { response: RESPONSE_TIMEOUT_MS, socket: IDLE_TIMEOUT_MS },
    agent: { http: plain, https: secure },
    // Ciphers and curves in the browser's order; no header hook, because that opens connections itself.
    hooks: { beforeRequest: [browserTls] },
  });
  return {
    client,
    destroy: (): void => {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** The cast is needed because the library declares its hook for a wider type than got passes. */
const browserTls: BeforeRequestHook = (options) =>
  hooks.tlsHook(options as Parameters<typeof hooks.tlsHook>[0]);

/** Modes: waiting → answered → settled. After `settled` every event is ignored. */
class StreamedHop {
  readonly #hop: Hop;
  readonly #times: DialTimes;
  readonly #startedMs = performance.now();
  readonly #chunks: Uint8Array[] = [];
  #response: IncomingMessage | null = null;
  #wireBytes = 0;
  #cost: HopCost = { wireBytes: 0, dnsMs: 0, connectMs: 0, firstByteMs: 0 };
  #settled = false;

  constructor(hop: Hop, times: DialTimes) {
    this.#hop = hop;
    this.#times = times;
  }

  /** `dress` sets the headers one by one: the client itself would sort them and write them in lower case. */
  send(client: Client, dress: (request: ClientRequest) => void): Promise<HopResult> {
    const hop = this.#hop;
    return new Promise((resolve) => {
      const { post } = hop;
      const stream = (post === undefined ? client.stream(hop.url) : client.stream.post(hop.url)).on(
        'request',
        dress,
      );
      // Given as an option it would be on its way before its headers are dressed.
      if (post !== undefined) stream.end(post.text);
      const settle = (result: HopResult): void => {
        if (this.#settled) return;
        this.#settled = true;
        hop.stop.removeEventListener('abort', onStop);
        if (this.#response?.complete !== true) stream.destroy();
        resolve(result);
      };
      const onStop = (): void => settle(this.#failed(stopFailure(hop.stop)));
      stream.on('error', (error: unknown) => settle(this.#failure(error)));
      stream.on('response', (response: IncomingMessage) => {
        this.#answer(response);
        const early = this.#judgeLength(Number(response.headers['content-length'] ?? 0));
        if (early !== null) settle(early);
      });
      stream.on('data', (chunk: Uint8Array) => {
        const early = this.#settled ? null : this.#take(chunk);
        if (early !== null) settle(early);
      });
      stream.on('end', () => settle(this.#succeeded()));
      if (hop.stop.aborted) onStop();
      else hop.stop.addEventListener('abort', onStop, { once: true });
    });
  }

  #answer(response: IncomingMessage): void {
    this.#response = response;
    const dialled = this.#times.get(response.socket);
    // Only the first request over a connection is charged with its cost.
    this.#times.delete(response.socket);
    const { dnsMs, connectMs } = dialled ?? { dnsMs: 0, connectMs: 0 };
    const firstByteMs = Math.max(0, performance.now() - this.#startedMs - dnsMs - connectMs);
    this.#cost = { wireBytes: 0, dnsMs, connectMs, firstByteMs };
  }

  /** Ends the hop when `bytes`, announced or counted, are more than its limit. */
  #judgeLength(bytes: number): HopResult | null {
    if (!wantsBody(this.#hop, this.#response?.statusCode ?? 0))
      return bytes > DISCARD_BYTES ? this.#succeeded() : null;
    if (bytes <= this.#hop.maxWireBytes) return null;
    // If the length was only announced, the beginning of the body is still to come.
    if (isEnough(this.#hop, this.#response?.headers['content-encoding']))
      return this.#wireBytes < this.#hop.maxWireBytes ? null : this.#succeeded();
    return this.#failed({
      reason: 'too-large',
      detail: `${bytes} bytes sent, ${this.#hop.maxWireBytes} allowed`,
    });
  }

  #take(chunk: Uint8Array): HopResult | null {
    this.#wireBytes += chunk.length;
    if (wantsBody(this.#hop, this.#response?.statusCode ?? 0)) this.#chunks.push(chunk);
    return this.#judgeLength(this.#wireBytes);
  }

  #succeeded(): HopResult {
    return {
      kind: 'response',
      status: this.#response?.statusCode ?? 0,
      headers: joinHeaders(this.#response?.headers ?? {}),
      setCookies: setCookiesOf(this.#response?.headers ?? {}),
      wire: joinBody(this.#chunks, this.#hop.maxWireBytes),
      cost: { ...this.#cost, wireBytes: this.#wireBytes },
    };
  }

  #failure(error: unknown): HopResult {
    // The client wraps the agent's error.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const cost = { ...this.#cost, wireBytes: this.#wireBytes };
    if (cause instanceof ConnectionRefusedByPolicy) {
      return { kind: 'refused', reason: cause.reason, detail: cause.message, cost };
    }
    return this.#failed(classifyFailure(cause, this.#response !== null));
  }

  #failed(failure: ReturnType<typeof stopFailure>): HopResult {
    return { kind: 'failed', ...failure, cost: { ...this.#cost, wireBytes: this.#wireBytes } };
  }
}
