// A shop that changes all over between two runs, through the real processes, to a webhook: few messages, which say in words
// what was found, and what stands around the texts is one of them.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ChannelSettings } from '../../domain/alert/channel/schema.ts';
import { runSummary } from '../../domain/change/words/run-summary.ts';
import { toRunChange } from '../../domain/page/run-change.ts';
import { newSigningKey } from '../../domain/alert/channel/signature.ts';
import { sampleChannel } from '../contracts/alert-stores.ts';
import { sampleRule } from '../contracts/sample-alerts.ts';
import { eventually } from '../support/eventually.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 40;
/** Every fourth page is gone, cheaper, has a new sentence, or only a new menu. */
const KINDS = ['gone', 'cheaper', 'text', 'menu'] as const;
const GONE = [0, 4];
const STORM_AFTER = 3;

interface Received {
  readonly title: string;
  readonly severity: string;
}

let site: Site;
let system: System;
let isChanged = false;
const received: Received[] = [];

function pageHandler(n: number): Handler {
  return (_request, response) => {
    const isGone = isChanged && GONE.includes(n);
    response.writeHead(isGone ? 404 : 200, { 'content-type': 'text/html' });
    response.end(isGone ? 'nothing here' : pageOf(n));
  };
}

function pageOf(n: number): string {
  const kind = isChanged ? KINDS[n % KINDS.length] : undefined;
  const menu = ['Home', 'Shop', ...(isChanged ? ['Blog', 'Careers'] : [])].map(
    (name) => `<li><a href="/x">${name}</a></li>`,
  );
  // Another one on each page, and in each run.
  const tile = `<aside><p><a href="/y">Lamp number ${n + (isChanged ? 1 : 0)}</a></p></aside>`;
  const text = `<p>Kettle number ${n} is made of steel, weighs about one kilo and is guaranteed for five years from now on.</p>`;
  const note = kind === 'text' ? '<p>The shop in Leeds is closed on Monday, the last day of August.</p>' : '';
  const price = `<p>€${kind === 'cheaper' ? 30 : 40}.00</p>`;
  const data = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `Kettle ${n}`,
    offers: { '@type': 'Offer', price: kind === 'cheaper' ? '30.00' : '40.00', priceCurrency: 'EUR' },
  });
  return `<!doctype html><title>Kettle ${n}</title><header><nav><ul>${menu.join('')}</ul></nav></header>
    <main><h1>Kettle ${n}</h1>${text}${note}${price}</main>${tile}<script type="application/ld+json">${data}</script>`;
}

beforeAll(async () => {
  const paths = Array.from({ length: PAGES }, (_, n) => `/kettle-${n}`);
  site = await startSite({
    ...Object.fromEntries(paths.map((path, n) => [path, pageHandler(n)])),
    '/hook': (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const { data }: { data?: Partial<Received> } = JSON.parse(body);
        received.push({ title: data?.title ?? body, severity: data?.severity ?? '' });
        response.writeHead(204).end();
      });
    },
  });
  system = await startSystem({
    services: inject('services'),
    name: 'many-changes',
    ownHosts: [`${site.host}:${site.port}`],
    processes: { monitor: 1 },
  });
  const { alertRules, channels } = system.mongo;
  // The rules that are there from the start would tell the same.
  for (const { _id } of await alertRules.list('default')) await alertRules.remove('default', _id);
  await alertRules.insert(sampleRule('rule_all', { stormAfter: STORM_AFTER, createdAt: new Date(0) }));
  const key = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));
  const settings: ChannelSettings = { kind: 'webhook', url: site.url('/hook'), headers: [] };
  await channels.insert(sampleChannel('chn_hook', { settings, signing: { secret: key, former: null } }));
  const urls = paths.map((path) => site.url(path));
  const jobId = await system.createJob({ source: { kind: 'pages', urls } });
  await system.completed(jobId);
  isChanged = true;
  await system.completed(jobId);
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

test('a run in which everything changed is a few messages in words, the frame one of them', async () => {
  const [run] = await system.mongo.runs.list({ workspaceId: 'default', limit: 1 });
  const changes = await system.mongo.history.changes({ runId: run?._id ?? '', limit: 100 });
  expect(runSummary(changes.map(toRunChange))).toMatch(
    /^2 pages are gone: “Kettle \d”, “Kettle \d”; 10 products cheaper, most: “Kettle \d+” €40\.00 → €30\.00 \(−25 %\); the same on 10 pages: \+ .*/,
  );
  const incidents = () => system.mongo.incidents.list({ workspaceId: 'default', limit: 100 });
  await eventually(async () => {
    const all = await incidents();
    return all.length >= STORM_AFTER + 2 && all.every(({ told }) => told === 1) && received.length > 0;
  }, 90_000);
  const gathered = (await incidents()).flatMap(({ gatherKey }) => gatherKey ?? []);
  expect(gathered.filter((key) => key.startsWith('frame of '))).toHaveLength(1);
  // A look in the midst of the changes gathers what is there by then; one that comes after all tells them in a single message.
  expect(gathered.length).toBeLessThanOrEqual(3);
  // Messages are on their way for a moment after they were handed over.
  await eventually(() => received.length === STORM_AFTER + gathered.length, 10_000).catch(() => undefined);
  expect(received.length).toBeLessThanOrEqual(STORM_AFTER + gathered.length);
  const frames = received.filter(({ severity }) => severity === 'info').map(({ title }) => title);
  if (received.length < STORM_AFTER + gathered.length) return;
  expect(frames).toEqual([
    `The menu of ${site.host}:${site.port} changed: + Blog, + Careers and more; on 18 pages`,
  ]);
  const more = received.flatMap(({ title }) => /^(\d+) more changes in one run of /.exec(title)?.[1] ?? []);
  expect(more.reduce((sum, count) => sum + Number(count), 0)).toBe(19);
});
