// SOCKS5 (RFC 1928, RFC 1929) over a connection to a proxy: greets it, logs in where it wants that, and asks it to connect. Its
// password stands in no failure.
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxyLogin } from '../../../domain/web/egress/policy.ts';
import { DialFailure } from '../failure.ts';
import type { NoAnswer } from './proxy-connection.ts';

const VERSION = 5;
const NO_LOGIN = 0;
const PASSWORD = 2;
const CONNECT = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
/** A user, a password and a name have one byte for their length. */
const MAX_FIELD_BYTES = 255;

export interface SocksQuestion {
  readonly login: ProxyLogin | null;
  readonly withinMs: number;
}

export interface SocksTarget {
  readonly host: string;
  readonly port: number;
}

/** Null: it lets Webloom in. Nothing is asked for yet. */
export async function enterSocks(
  socket: Duplex,
  { login, withinMs }: SocksQuestion,
): Promise<DialFailure | NoAnswer | null> {
  const until = AbortSignal.timeout(withinMs);
  socket.write(Buffer.from(login === null ? [VERSION, 1, NO_LOGIN] : [VERSION, 2, NO_LOGIN, PASSWORD]));
  const chosen = await take(socket, 2, until);
  if (!Buffer.isBuffer(chosen)) return chosen;
  if (chosen[0] !== VERSION)
    return new DialFailure('proxy', 'what listens at the address of the proxy speaks no SOCKS5');
  if (chosen[1] === NO_LOGIN) return null;
  if (chosen[1] !== PASSWORD || login === null)
    return new DialFailure('proxy', login === null ? 'the proxy asks for a login' : REFUSED);
  const fields = [login.user, login.password].map((text) => Buffer.from(text, 'utf8'));
  if (fields.some(({ length }) => length === 0 || length > MAX_FIELD_BYTES))
    return new DialFailure('proxy', 'a proxy of SOCKS5 takes users and passwords of 1 to 255 bytes');
  socket.write(
    Buffer.concat([Buffer.from([1]), ...fields.flatMap((field) => [Buffer.from([field.length]), field])]),
  );
  const judged = await take(socket, 2, until);
  if (!Buffer.isBuffer(judged)) return judged;
  return judged[1] === 0 ? null : new DialFailure('proxy', REFUSED);
}

const REFUSED = 'the proxy refuses the login it was given';

/** Null: it has connected; what the target says comes over the socket from now on. */
export async function connectSocks(
  socket: Duplex,
  { host, port }: SocksTarget,
  withinMs: number,
): Promise<DialFailure | NoAnswer | null> {
  const until = AbortSignal.timeout(withinMs);
  socket.write(
    Buffer.concat([
      Buffer.from([VERSION, CONNECT, 0]),
      addressBytes(host),
      Buffer.from([port >> 8, port & 0xff]),
    ]),
  );
  const head = await take(socket, 4, until);
  if (!Buffer.isBuffer(head)) return head;
  if (head[0] !== VERSION) return new DialFailure('proxy', 'the proxy answers by no rule of SOCKS5');
  if (head[1] !== 0) return refusalOf(head[1] ?? 0, port);
  // The address from which it has connected says nothing to Webloom, and stands before what the target says.
  const rest = await takeAddress(socket, head[3] ?? 0, until);
  return Buffer.isBuffer(rest) ? null : rest;
}

function addressBytes(host: string): Buffer {
  const family = net.isIP(host);
  if (family === 4) return Buffer.from([IPV4, ...host.split('.').map(Number)]);
  if (family === 6) return Buffer.from([IPV6, ...ipv6Bytes(host)]);
  const name = Buffer.from(host, 'utf8');
  return Buffer.concat([Buffer.from([NAME, name.length]), name]);
}

/** The URL standard writes an address in full where asked for its parts: `::1` is eight groups. */
function ipv6Bytes(address: string): number[] {
  const [before = '', after] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string): number[] =>
    text
      .split(':')
      .filter((part) => part !== '')
      .map((part) => Number.parseInt(part, 16));
  const [left, right] = [groups(before), groups(after ?? '')];
  const middle = after === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => 0);
  return [...left, ...middle, ...right].flatMap((group) => [group >> 8, group & 0xff]);
}

async function takeAddress(
  socket: Duplex,
  kind: number,
  until: AbortSignal,
): Promise<Buffer | DialFailure | NoAnswer> {
  if (kind === IPV4) return take(socket, 4 + 2, until);
  if (kind === IPV6) return take(socket, 16 + 2, until);
  if (kind !== NAME) return new DialFailure('proxy', 'the proxy answers by no rule of SOCKS5');
  const length = await take(socket, 1, until);
  return Buffer.isBuffer(length) ? take(socket, (length[0] ?? 0) + 2, until) : length;
}

/** What its answer says: about the target, or about this target through this proxy (RFC 1928 section 6). */
function refusalOf(code: number, port: number): DialFailure {
  switch (code) {
    case 2:
      return new DialFailure(
        'proxy-refused',
        `the proxy does not let a connection through to it at port ${port}`,
      );
    case 6:
      return new DialFailure('timeout', 'the proxy reached it not in time');
    case 7:
    case 8:
      return new DialFailure('proxy-refused', `the proxy takes no such request (${code})`);
    default:
      return new DialFailure('connect', `the proxy could not connect to it (${WORDS[code] ?? code})`);
  }
}

const WORDS: Readonly<Record<number, string>> = {
  1: 'general failure',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
};

/** So many bytes, and no more: what comes after them is the target's. */
function take(socket: Duplex, bytes: number, until: AbortSignal): Promise<Buffer | DialFailure | NoAnswer> {
  return new Promise((resolve) => {
    const settle = (found: Buffer | DialFailure | NoAnswer): void => {
      socket.off('readable', look).off('end', closed).off('close', closed).off('error', closed);
      until.removeEventListener('abort', silent);
      resolve(found);
    };
    const look = (): void => {
      const got = socket.read(bytes) as Buffer | null;
      // At its end a stream gives what it has, however little.
      if (got !== null) settle(got.length === bytes ? got : 'closed');
    };
    const closed = (): void => settle('closed');
    const silent = (): void => settle('silent');
    socket.on('readable', look).on('end', closed).on('close', closed).on('error', closed);
    until.addEventListener('abort', silent, { once: true });
    if (socket.destroyed) closed();
    else if (until.aborted) silent();
    else look();
  });
}
