// A name server of the tests' own on loopback, and a resolver that asks it: real packets, scripted answers. Each name
// has a list of answers, given one after the other; the last one stays. That is how names change their mind.
import { createSocket } from 'node:dgram';
import { promises as dns } from 'node:dns';
import type { AddressInfo } from 'node:net';
import type { ResolvedAddress, Resolver } from '../../domain/web/fetch/resolver.ts';

export interface DnsServer {
  readonly resolver: Resolver;
  /** Names asked for, in order. */
  readonly asked: readonly string[];
  /** Takes questions and answers none of them, until it is told otherwise. */
  readonly setSilent: (silent: boolean) => void;
  readonly close: () => Promise<void>;
}

const TYPE_A = 1;
const TYPE_AAAA = 28;

export async function startDnsServer(
  script: Readonly<Record<string, readonly (readonly string[])[]>>,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<DnsServer> {
  let silent = false;
  const asked: string[] = [];
  const served = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const { name, type, end } = readQuestion(query);
    const answers = script[name] ?? [];
    const turn = served.get(name) ?? 0;
    // Both record types of one look-up see the same turn.
    if (type === TYPE_A) asked.push(name);
    if (silent) return;
    if (type === TYPE_AAAA) served.set(name, turn + 1);
    const addresses = answers[Math.min(turn, answers.length - 1)] ?? [];
    const wanted = addresses.filter((address) => address.includes(':') === (type === TYPE_AAAA));
    socket.send(reply(query.subarray(0, end), wanted, type, answers.length === 0), peer.port, peer.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(port, host, resolve);
  });
  const resolver = new dns.Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`${host}:${(socket.address() as AddressInfo).port}`]);
  return {
    asked,
    setSilent: (wanted) => {
      silent = wanted;
    },
    resolver: { resolve: (hostname) => resolveBoth(resolver, hostname) },
    close: () =>
      new Promise((resolve) => {
        resolver.cancel();
        socket.close(() => resolve());
      }),
  };
}

async function resolveBoth(resolver: dns.Resolver, hostname: string): Promise<ResolvedAddress[]> {
  const found: ResolvedAddress[] = [];
  const v4 = await resolver.resolve4(hostname).catch(noRecords);
  const v6 = await resolver.resolve6(hostname).catch(noRecords);
  for (const address of v4) found.push({ address, family: 4 });
  for (const address of v6) found.push({ address, family: 6 });
  if (found.length === 0) throw new Error(`${hostname} has no address`);
  return found;
}

function noRecords(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && (error.code === 'ENODATA' || error.code === 'ENOTFOUND'))
    return [];
  throw error;
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function reply(question: Buffer, addresses: readonly string[], type: number, isUnknown: boolean): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(isUnknown ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const data = addressBytes(address);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(0, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([header, question.subarray(12), ...records]);
}

function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
