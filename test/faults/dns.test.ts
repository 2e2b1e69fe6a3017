// The name server stops answering in mid-run and comes back. Pages of a host that has an address go on at once; those of the host
// whose name is not known for a while are tried again and stored.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { eventually } from '../support/eventually.ts';
import { readMidway } from '../support/fault/midway.ts';
import { pass } from '../support/fault/pass.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const NAME = 'shop.test';
/** Any of 127/8 will do, but names are asked for at port 53. */
const NAME_SERVER = '127.0.53.53';
const PAGES = 40;
const DELAY_MS = 300;
const SILENT_MS = 15_000;
const RUN_MS = 150_000;

/** The processes get a resolv.conf of their own, which takes a mount namespace. */
const MOUNTS = spawnSync('unshare', ['--mount', 'true']).status === 0;

let dns: DnsServer;
let named: ManyPages;
let numbered: ManyPages;
let system: System;
const folder = mkdtempSync(join(tmpdir(), 'webloom-dns-'));

beforeAll(async () => {
  if (!MOUNTS) return;
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, `nameserver ${NAME_SERVER}\noptions timeout:1 attempts:1\n`);
  dns = await startDnsServer({ [NAME]: [['127.0.0.1']] }, { host: NAME_SERVER, port: 53 });
  named = await startManyPages({ pages: PAGES });
  numbered = await startManyPages({ pages: PAGES });
  const mount = `mount --bind ${resolvConf} /etc/resolv.conf && exec "$@"`;
  system = await startSystem({
    services: inject('services'),
    name: 'dns',
    ownHosts: [named.host, numbered.host, `${NAME}:${named.site.port}`],
    processes: { monitor: 1 },
    launcherOf: (role) => (role === 'scraper' ? ['unshare', '--mount', 'sh', '-c', mount, 'sh'] : []),
  });
});

afterAll(async () => {
  await system?.close();
  await Promise.all([dns?.close(), named?.close(), numbered?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

// Without the right to make a mount namespace there is no name server of the test's own.
test.skipIf(!MOUNTS)(
  'a run goes on with other hosts while names are not answered, and completes when they are',
  async () => {
    const urls = named.paths.map((path) => `http://${NAME}:${named.site.port}${path}`);
    const jobId = await system.createJob({
      source: { kind: 'pages', urls: [...urls, ...numbered.paths.map((path) => numbered.site.url(path))] },
      fetch: { delayMs: DELAY_MS, maxAttempts: 8 },
    });
    const run = await system.start(jobId);
    await eventually(() => named.requests().length > PAGES / 4, RUN_MS);
    dns.setSilent(true);
    // What is connected needs no name: from here on every page needs one.
    named.site.endConnections();
    const before = { asked: dns.asked.length, numbered: numbered.requests().length };
    await pass(SILENT_MS);
    expect((await readMidway(system, run._id)).left).toBeGreaterThan(0);
    expect(dns.asked.length, 'names that were asked for in vain').toBeGreaterThan(before.asked);
    expect(numbered.requests().length, 'pages of the other host').toBeGreaterThan(before.numbered);
    dns.setSilent(false);
    const ended = await system.ended(run._id, RUN_MS);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    const books = await recount(system, ended);
    expect(books.faults).toEqual([]);
    expect(books.classes).toEqual({ stored: 2 * PAGES, unchanged: 0, failed: 0, skipped: 0 });
  },
);
