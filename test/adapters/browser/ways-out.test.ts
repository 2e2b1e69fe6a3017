// What leaves a browser beside its proxy: nothing, whatever the page tries. In a network namespace with a way out that leads nowhere,
// where canaries stand at every target and every datagram is counted; and the same page without the proxy, to see that it tries.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { builtFile } from '../../support/webloom-processes.ts';

/** A cable whose far end nobody holds, and the private addresses that the page asks for, here. */
const NETWORK = [
  'ip link set lo up',
  'ip link add out type veth peer name far',
  'ip link set far up',
  'ip addr add 10.99.0.1/32 dev lo',
  'ip addr add 169.254.169.254/32 dev lo',
  'ip addr add 10.99.0.2/24 dev out',
  'ip link set out up',
  'ip route add default via 10.99.0.3',
].join(' && ');
const NAMESPACES =
  spawnSync('unshare', ['--net', 'sh', '-c', NETWORK]).status === 0 &&
  spawnSync('nsenter', ['--version']).status === 0;

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

interface Left {
  readonly outcome: string;
  readonly asked: readonly string[];
  readonly loopback: number;
  readonly elsewhere: number;
  readonly datagrams: number;
}

/** Each in a namespace of its own, so that nothing counted is another's. */
async function show(browser: string, mode: 'guarded' | 'bare'): Promise<Left> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', `${NETWORK} && echo up && exec sleep 600`]);
  children.push(holder);
  await once(holder.stdout, 'data');
  const program = [process.execPath, builtFile('test/support/namespace/ways-out.js'), browser, mode];
  const said = execFileSync('nsenter', [`--net=/proc/${holder.pid ?? 0}/ns/net`, ...program], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  holder.kill('SIGKILL');
  return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Left;
}

// Without the right to make network namespaces there is no network of the test's own.
describe.skipIf(!NAMESPACES).each(NAMESPACES ? findRenderers() : [['a browser', '']])(
  '%s',
  (_name, browser) => {
    it('leaves nothing beside its proxy', async () => {
      const left = await show(browser, 'guarded');
      expect(left).toMatchObject({ outcome: 'fetched', loopback: 0, elsewhere: 0, datagrams: 0 });
      expect(left.asked).toEqual(expect.arrayContaining(['/', '/inside', '/other-service']));
    }, 90_000);

    it('would leave plenty without it', async () => {
      const left = await show(browser, 'bare');
      expect(left.loopback).toBeGreaterThan(10);
      expect(left.datagrams).toBeGreaterThan(0);
      expect(left.elsewhere).toBeGreaterThan(0);
    }, 90_000);
  },
);
