// A network in which only the proxy can go out: two network namespaces, joined by one cable, with proxy-chain on the other side.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../support/make-certificate.ts';
import { builtFile } from '../../../support/webloom-processes.ts';

const PROXY = '10.200.0.2';
const LOGIN = 'anna:s3cret';
const NETWORK = ['ip link add cable type veth', 'ip link delete cable'].join(' && ');
/** Needs the right to make namespaces and cables, and the programs for it. */
const NAMESPACES =
  spawnSync('unshare', ['--net', 'sh', '-c', NETWORK]).status === 0 &&
  spawnSync('nsenter', ['--version']).status === 0;

const children: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'webloom-namespace-'));
const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
let inside = 0;

/** A namespace without any connection, held by a process. */
async function openNamespace(): Promise<number> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo up && exec sleep 600']);
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const within = (pid: number, ...command: string[]): string[] => [`--net=/proc/${pid}/ns/net`, ...command];

function configure(pid: number, lines: readonly string[]): void {
  execFileSync('nsenter', within(pid, 'sh', '-c', lines.join(' && ')));
}

beforeAll(async () => {
  if (!NAMESPACES) return;
  const { key, cert } = makeCertificate(`DNS:shop.test,IP:${PROXY}`);
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  inside = await openNamespace();
  const outside = await openNamespace();
  configure(inside, [
    `ip link add cable type veth peer name far netns ${outside}`,
    'ip addr add 10.200.0.1/24 dev cable',
    'ip link set cable up',
  ]);
  configure(outside, [
    `ip addr add ${PROXY}/24 dev far`,
    'ip link set far up',
    'ip addr add 93.184.216.34/32 dev lo',
  ]);
  const program = [process.execPath, builtFile('test/support/namespace/outside.js')];
  const world = spawn('nsenter', within(outside, ...program, PROXY, keyFile, certFile));
  children.push(world);
  await once(world.stdout, 'data');
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function fetchInside(url: string, env: Readonly<Record<string, string>>): string {
  const program = [process.execPath, builtFile('test/support/namespace/fetch-once.js'), url];
  return execFileSync('nsenter', within(inside, ...program), {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', NODE_EXTRA_CA_CERTS: certFile, ...env },
  });
}

// Without the right to make network namespaces there is no network of the test's own.
describe.skipIf(!NAMESPACES)('a network that only the proxy leaves', () => {
  const byProxy = { WEBLOOM_PROXY: `http://${LOGIN}@${PROXY}:3128` };
  const byNames = { ...byProxy, WEBLOOM_PROXY_DNS: 'proxy' };

  it.each<[what: string, url: string, env: Readonly<Record<string, string>>, said: RegExp]>([
    ['nothing without it', 'http://93.184.216.34/', {}, /connect \(ENETUNREACH/],
    ['an address', 'http://93.184.216.34/', byProxy, /^<title>http 93\.184\.216\.34</],
    ['a name that the proxy looks up', 'http://shop.test/', byNames, /^<title>http shop\.test</],
    ['an encrypted page', 'https://shop.test/', byNames, /^<title>https shop\.test</],
    [
      'the same by an encrypted proxy',
      'https://shop.test/',
      { ...byNames, WEBLOOM_PROXY: `https://${LOGIN}@${PROXY}:3129` },
      /^<title>https shop\.test</,
    ],
    ['no name, where names are looked up here', 'http://shop.test/', byProxy, /: dns \(/],
    ['no name that nobody has', 'http://other.test/', byNames, /: connect \(the proxy /],
    ['no host that the proxy does not reach', 'http://unreached.test/', byNames, /: connect \(the proxy /],
    ['nothing of the own network', `http://${PROXY}:8080/`, byProxy, /refused: blocked-address/],
    ['no private name', 'http://db.internal/', byNames, /refused: blocked-host/],
    [
      'what needs no proxy',
      'http://93.184.216.34/',
      { ...byProxy, WEBLOOM_NO_PROXY: '93.184.216.0/24' },
      /ENETUNREACH/,
    ],
    [
      'nothing with another login, which is not repeated',
      'http://93.184.216.34/',
      { WEBLOOM_PROXY: `http://anna:wr0ng@${PROXY}:3128` },
      /^(?!.*(?:wr0ng|10\.200)).*proxy \(.*\(407\)/,
    ],
  ])('lets out %s', (...[, url, env, said]) => {
    expect(fetchInside(url, env)).toMatch(said);
  });
});
