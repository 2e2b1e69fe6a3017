// The proxy of a page by raw requests, as a browser sends them: what it refuses and why, what it hands on, and where it cuts.
import { once } from 'node:events';
import http from 'node:http';
import { type Socket, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type GuardProxy, openGuardProxy } from '../../../../adapters/http/guard/guard-proxy.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../../domain/web/egress/policy.ts';
import type { Resolver } from '../../../../domain/web/fetch/resolver.ts';
import { missingLastChunk, resetBeforeAnswer } from '../../../support/site/cut-short.ts';
import { endlessBody } from '../../../support/site/huge-body.ts';
import { type Site, startSite } from '../../../support/site/site.ts';
import { eventually } from '../../../support/eventually.ts';

const NAMES: Readonly<Record<string, string>> = { 'shop.example': '127.0.0.2', 'inside.example': '10.0.0.1' };
const resolver: Resolver = {
  resolve: (name) => {
    const address = NAMES[name];
    return address === undefined
      ? Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
      : Promise.resolve([{ address, family: 4 }]);
  },
};

let site: Site;
let guard: GuardProxy;

beforeAll(async () => {
  site = await startSite(
    {
      '/page': (_request, response) =>
        void response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'x-one': 'yes' }).end('hello'),
      '/echo': (request, response) => void request.pipe(response),
      '/endless': endlessBody,
      '/half': missingLastChunk,
      '/reset': resetBeforeAnswer,
    },
    { host: '127.0.0.2' },
  );
});
afterAll(() => site.close());
afterEach(() => guard.close());

async function open(maxWireBytes = 1_000_000, onCut = (): void => undefined): Promise<void> {
  const policy = createEgressPolicy(parseAllowHosts(`127.0.0.2:${site.port}`).entries);
  guard = await openGuardProxy({ policy, resolver, maxWireBytes, onCut });
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

function ask(target: string, options: http.RequestOptions = {}, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(guard.address);
  return new Promise((resolve, reject) => {
    const request = http.request({ host: hostname, port, path: target, ...options }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject).on('end', () => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, text: Buffer.concat(pieces).toString() });
      });
    });
    request.on('error', reject).end(body);
  });
}

/** Ends as soon as the proxy has answered; the socket is the tunnel. */
async function tunnel(target: string): Promise<{ line: string; socket: Socket }> {
  const { hostname, port } = new URL(guard.address);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const [piece]: Buffer[] = await once(socket, 'data');
  return { line: piece?.toString().split('\r\n')[0] ?? '', socket };
}

const REFUSED = [
  ['127.0.0.1', 'blocked-address'],
  ['localhost', 'blocked-host'],
  ['169.254.169.254', 'blocked-address'],
  ['10.0.0.1', 'blocked-address'],
  ['0x7f.1', 'blocked-address'],
  ['[::ffff:127.0.0.1]', 'blocked-address'],
  ['[::1]', 'blocked-address'],
  ['0.0.0.0', 'blocked-address'],
  ['printer', 'blocked-host'],
  ['inside.example', 'blocked-address'],
  ['shop.example:22', 'blocked-port'],
] as const;

describe('a target that is not allowed', () => {
  it.each(REFUSED)('%s is refused in clear: %s', async (host, reason) => {
    await open();
    expect((await ask(`http://${host}/`)).status).toBe(403);
    expect(guard.faultOf(`http://${host}/`)).toMatchObject({ kind: 'refused', reason });
    expect(guard.refusals.size).toBe(1);
  });

  it.each(REFUSED)('%s is refused as a tunnel: %s', async (host, reason) => {
    await open();
    const target = /:\d+$/.test(host) ? host : `${host}:443`;
    expect((await tunnel(target)).line).toBe('HTTP/1.1 403 Forbidden');
    expect(guard.faultOf(`https://${target}/`)).toMatchObject({ kind: 'refused', reason });
  });
});

describe('a target that is allowed', () => {
  it('is asked in its own form, without what concerns the proxy', async () => {
    await open();
    const headers = {
      'proxy-connection': 'keep-alive',
      'x-mine': '1',
      connection: 'x-hop, keep-alive',
      'x-hop': '2',
    };
    const { status, text, headers: got } = await ask(site.url('/page?q=1'), { headers });
    expect([status, text, got['x-one'], got['set-cookie']]).toEqual([200, 'hello', 'yes', ['a=1', 'b=2']]);
    const asked = site.log.at(-1);
    expect(asked).toMatchObject({
      path: '/page?q=1',
      headers: { host: `127.0.0.2:${site.port}`, 'x-mine': '1' },
    });
    expect(asked?.headers).not.toHaveProperty('proxy-connection');
    expect(asked?.headers).not.toHaveProperty('x-hop');
    expect(guard.wireBytes).toBeGreaterThan(100);
    expect(guard.dialTimes.connectMs).toBeGreaterThan(0);
  });

  it('gets a body, too', async () => {
    await open();
    expect((await ask(site.url('/echo'), { method: 'POST' }, 'what is sent')).text).toBe('what is sent');
  });

  it('is reached by a tunnel', async () => {
    await open();
    const { line, socket } = await tunnel(`127.0.0.2:${site.port}`);
    expect(line).toBe('HTTP/1.1 200 OK');
    socket.write('GET /page HTTP/1.1\r\nHost: a\r\n\r\n');
    const [piece]: Buffer[] = await once(socket, 'data');
    expect(piece?.toString()).toMatch(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  });
});

describe('a connection that fails', () => {
  it('is told by its kind', async () => {
    await open();
    await ask('http://nowhere.example/');
    expect(guard.faultOf('http://nowhere.example/')).toMatchObject({ kind: 'failed', reason: 'dns' });
    expect((await ask(site.url('/reset'))).status).toBe(502);
    expect(guard.faultOf(site.url('/'))).toMatchObject({ kind: 'failed', reason: 'reset' });
    await ask(site.url('/page'));
    expect(guard.faultOf(site.url('/'))).toBeNull();
  });

  it('breaks off here where it broke off there', async () => {
    await open();
    await expect(ask(site.url('/half'))).rejects.toThrow(/aborted|ECONNRESET/);
  });
});

describe('more bytes than allowed', () => {
  it('end every connection, once', async () => {
    let cuts = 0;
    await open(200_000, () => {
      cuts += 1;
    });
    const other = await tunnel(`127.0.0.2:${site.port}`);
    await expect(ask(site.url('/endless'))).rejects.toThrow(/aborted|ECONNRESET/);
    await eventually(() => other.socket.destroyed);
    expect([guard.isCut, cuts]).toEqual([true, 1]);
    expect((await ask(site.url('/page'))).status).toBe(403);
  });
});

it('no connection is left when it closes', async () => {
  await open();
  const { socket } = await tunnel(`127.0.0.2:${site.port}`);
  await guard.close();
  expect(await eventually(() => socket.destroyed)).toBe(true);
  await open();
});
