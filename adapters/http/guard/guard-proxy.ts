// The only way out of a browser: a proxy on loopback over the guarded dial, one for each page. It judges every target, counts and
// cuts bytes, and remembers why a connection was not made: the page itself shows no trustworthy reason.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type EgressReason, checkUrl } from '../../../domain/web/egress/check.ts';
import type { EgressPolicy } from '../../../domain/web/egress/policy.ts';
import type { FetchFailure } from '../../../domain/web/fetch/reason.ts';
import type { Resolver } from '../../../domain/web/fetch/resolver.ts';
import { ConnectionRefusedByPolicy, classifyFailure } from '../failure.ts';
import { type Dialled, dial } from '../guarded-dial.ts';
import { withoutHopHeaders } from './hop-headers.ts';

export type GuardFault =
  | { readonly kind: 'refused'; readonly reason: EgressReason; readonly detail: string }
  | { readonly kind: 'failed'; readonly reason: FetchFailure; readonly detail: string };

export interface GuardOptions {
  readonly policy: EgressPolicy;
  readonly resolver: Resolver;
  /** Both ways, all connections together; beyond it all of them end, and no more are made. */
  readonly maxWireBytes: number;
  readonly onCut?: () => void;
}

const MAX_HEADER_BYTES = 32 * 1024;
/** Targets whose faults are remembered; a page with more of them is hostile, and its own address came first. */
const MAX_FAULTS = 1_000;

export async function openGuardProxy(options: GuardOptions): Promise<GuardProxy> {
  const guard = new GuardProxy(options);
  await guard.listen();
  return guard;
}

export class GuardProxy {
  readonly #options: GuardOptions;
  readonly #server: http.Server;
  readonly #sockets = new Set<Duplex>();
  readonly #faults = new Map<string, GuardFault>();
  #first: Pick<Dialled, 'dnsMs' | 'connectMs'> | null = null;
  #wireBytes = 0;
  #isOver = false;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#server = http.createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 0 });
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('request', (request, response) => void this.#forward(request, response));
    this.#server.on('connect', (request, socket, head) => void this.#tunnel(request, socket, head));
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  /** For the settings of the browser. */
  get address(): string {
    // A server that listens on a port has an address of this form.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get wireBytes(): number {
    return this.#wireBytes;
  }

  /** The bound was met. */
  get isCut(): boolean {
    return this.#wireBytes > this.#options.maxWireBytes;
  }

  /** What the first connection took. */
  get dialTimes(): Pick<Dialled, 'dnsMs' | 'connectMs'> {
    return this.#first ?? { dnsMs: 0, connectMs: 0 };
  }

  /** Why the latest connection to the host and port of this address was not made; null: nothing is known against it. */
  faultOf(url: string): GuardFault | null {
    return this.#faults.get(targetOf(new URL(url))) ?? null;
  }

  /** Every target that was refused, with its reason. */
  get refusals(): ReadonlyMap<string, GuardFault> {
    return new Map([...this.#faults].filter(([, { kind }]) => kind === 'refused'));
  }

  async close(): Promise<void> {
    this.#endAll();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #forward(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const target = request.url ?? '';
    if (!/^http:\/\//i.test(target)) return void response.writeHead(400).end();
    const dialled = await this.#dial(target);
    if (dialled === null) return void response.writeHead(403).end();
    const { pathname, search, host } = new URL(target);
    const headers = withoutHopHeaders(request.rawHeaders, { host });
    const onward = http.request({
      method: request.method ?? 'GET',
      path: `${pathname}${search}`,
      headers,
      createConnection: () => dialled,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    onward.on('socket', (socket) => this.#countOf(socket));
    onward.on('response', (answer) => void relay(answer, response));
    onward.on('error', (error) => {
      if (response.headersSent) return void response.destroy();
      this.#note(target, { kind: 'failed', ...classifyFailure(error, false) });
      response.writeHead(502).end();
    });
    response.on('close', () => dialled.destroy());
    request.pipe(onward);
  }

  async #tunnel(request: http.IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const target = `https://${request.url ?? ''}/`;
    const dialled = await this.#dial(target);
    if (dialled === null || client.destroyed) {
      dialled?.destroy();
      client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#countOf(client);
    this.#countOf(dialled);
    client.on('close', () => dialled.destroy());
    dialled.on('close', () => client.destroy());
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    dialled.write(head);
    client.pipe(dialled);
    dialled.pipe(client);
  }

  /** Null: refused or failed, and noted. */
  async #dial(target: string): Promise<Socket | null> {
    const verdict = checkUrl(target, this.#options.policy);
    if (!verdict.allowed) {
      this.#note(target, { kind: 'refused', reason: verdict.reason, detail: verdict.detail });
      return null;
    }
    if (this.#isOver) return null;
    try {
      const { hostname, port } = verdict;
      const dialled = await dial({ hostname, port, secure: false }, this.#options);
      this.#first ??= { dnsMs: dialled.dnsMs, connectMs: dialled.connectMs };
      this.#faults.delete(targetOf(new URL(verdict.url)));
      this.#keep(dialled.socket);
      if (this.#isOver) dialled.socket.destroy();
      return dialled.socket;
    } catch (error) {
      this.#note(target, faultOfError(error));
      return null;
    }
  }

  #note(target: string, fault: GuardFault): void {
    if (!URL.canParse(target) || this.#faults.size >= MAX_FAULTS) return;
    this.#faults.set(targetOf(new URL(target)), fault);
  }

  #countOf(socket: Duplex): void {
    socket.on('data', (piece: Buffer) => {
      this.#wireBytes += piece.length;
      if (!this.isCut || this.#isOver) return;
      this.#endAll();
      this.#options.onCut?.();
    });
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    // Either side may break off at any time; the other one then ends by its own events.
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
  }

  #endAll(): void {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** A body that breaks off on one side breaks off on the other, too. */
async function relay(answer: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const { statusCode = 502, statusMessage, rawHeaders } = answer;
  response.writeHead(statusCode, statusMessage, withoutHopHeaders(rawHeaders));
  try {
    await pipeline(answer, response);
  } catch {
    response.destroy(); // what is to be told of it, the browser tells: the body is shorter than it should be
  }
}

function faultOfError(error: unknown): GuardFault {
  if (error instanceof ConnectionRefusedByPolicy)
    return { kind: 'refused', reason: error.reason, detail: error.message };
  return { kind: 'failed', ...classifyFailure(error, false) };
}

function targetOf({ protocol, hostname, port }: URL): string {
  const byScheme = protocol === 'http:' || protocol === 'ws:' ? '80' : '443';
  return [hostname, port === '' ? byScheme : port].join(' ');
}
