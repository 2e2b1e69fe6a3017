// Run in a network namespace of its own, with a cable that leads nowhere: shows the hostile page to a browser and prints what left
// it. `ways-out.ts BROWSER guarded|bare`; bare: without a proxy, to see that the page does try.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createRenderer, render } from '../browser/rendering-scene.ts';
import { startSite } from '../site/site.ts';
import { startTripwire } from '../site/tripwire.ts';
import { CANARY_PORTS, HOSTILE_WAYS } from '../browser/hostile-ways.ts';

const [browser = '', mode = ''] = process.argv.slice(2);
const WATCHED_MS = 9_000;

const site = await startSite(HOSTILE_WAYS, { host: '127.0.0.2' });
const loopback = await startTripwire(['127.0.0.1', '::1'], CANARY_PORTS.tcp);
const elsewhere = await startTripwire(['10.99.0.1', '169.254.169.254'], 80);
for (const port of CANARY_PORTS.udp) {
  // Somebody listens there, or the second attempt would not be made; the kernel counts what was sent.
  await once(createSocket('udp4').bind(port, '127.0.0.1'), 'listening');
}

/** Datagrams that anybody in the namespace has sent, wherever to; name servers and groups too. */
function sentDatagrams(): number {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8').match(/^Udp:.*$/gm) ?? [];
  const six = /^Udp6OutDatagrams\s+(\d+)/m.exec(readFileSync('/proc/net/snmp6', 'utf8'))?.[1] ?? '0';
  return Number(values.split(' ')[names.split(' ').indexOf('OutDatagrams')]) + Number(six);
}

async function showGuarded(): Promise<string> {
  const fetcher = createRenderer({ browser, reachable: [site] });
  const { outcome } = await render(fetcher, site.url('/'), { deadlineMs: WATCHED_MS / 0.6 });
  await fetcher.close();
  return outcome;
}

async function showBare(): Promise<string> {
  const driver = await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await driver.newPage();
  await page.goto(site.url('/'), { waitUntil: 'commit' });
  await page.waitForTimeout(WATCHED_MS);
  await driver.close();
  return 'shown';
}

const outcome = await (mode === 'bare' ? showBare() : showGuarded());
const asked = new Set(site.log.map(({ path }) => path));
const left = {
  outcome,
  asked: [...asked].toSorted(),
  loopback: loopback.hits(),
  elsewhere: elsewhere.hits(),
  datagrams: sentDatagrams(),
};
process.stdout.write(`${JSON.stringify(left)}\n`);
process.exit(0);
