// A change on a page, through the real processes, to a webhook: told once, though the monitor is killed again and again
// while it judges and tells.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ChannelSettings } from '../../domain/alert/channel/schema.ts';
import { newSigningKey } from '../../domain/alert/channel/signature.ts';
import { sampleChannel } from '../contracts/alert-stores.ts';
import { sampleRule } from '../contracts/sample-alerts.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 8;
/** Fewer than make a change of the whole site. */
const REVISED = 4;
const KILLS = 6;

interface Received {
  readonly id: string;
  readonly title: string;
}

let pages: ManyPages;
let site: Site;
let system: System;
let jobId: string;
const received: Received[] = [];

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, validators: true });
  site = await startSite({
    '/hook': (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        received.push({ id: String(request.headers['webhook-id']), title: titleIn(body) });
        response.writeHead(204).end();
      });
    },
  });
  system = await startSystem({
    services: inject('services'),
    name: 'alerts',
    ownHosts: [pages.host, `${site.host}:${site.port}`],
    processes: { monitor: 1 },
  });
  jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const { alertRules, channels } = system.mongo;
  // The rules that are there from the start would tell the same.
  for (const { _id } of await alertRules.list('default')) await alertRules.remove('default', _id);
  const createdAt = new Date(0);
  await alertRules.insert(sampleRule('rule_all', { stormAfter: 50, createdAt }));
  const key = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));
  const settings: ChannelSettings = { kind: 'webhook', url: site.url('/hook'), headers: [] };
  await channels.insert(sampleChannel('chn_hook', { settings, signing: { secret: key, former: null } }));
  await system.completed(jobId);
});

afterAll(async () => {
  await system?.close();
  await site?.close();
  await pages?.close();
});

function titleIn(body: string): string {
  const { data }: { data?: { title?: string } } = JSON.parse(body);
  return data?.title ?? body;
}

test('a change is told once, within seconds', async () => {
  const [path = ''] = pages.paths;
  pages.revise(path);
  const run = await system.completed(jobId);
  const changes = await system.mongo.history.changes({ runId: run._id, limit: 9 });
  expect(changes).toHaveLength(1);
  await eventually(() => received.length > 0, 30_000);
  const incident = await eventually(async () => {
    const [latest] = await system.mongo.incidents.list({ workspaceId: 'default', limit: 9 });
    return latest?.told === 0 ? null : latest;
  }, 30_000);
  expect(incident).toMatchObject({ told: 1, state: 'resolved', change: { id: changes[0]?._id } });
});

test('though the monitor is killed again and again, each change is told once and none is lost', async () => {
  const before = received.length;
  for (const path of pages.paths.slice(0, REVISED)) pages.revise(path);
  const run = await system.start(jobId);
  for (let kill = 0; kill < KILLS; kill++) {
    await system.one('monitor').ready();
    await system.one('monitor').kill9();
  }
  await system.ended(run._id);
  const told = () => received.slice(before);
  await eventually(() => told().length >= REVISED, 60_000);
  const incidents = (await system.mongo.incidents.list({ workspaceId: 'default', limit: 50 })).filter(
    (one) => one.run?.id === run._id,
  );
  await eventually(async () => (await system.mongo.incidents.due(new Date(), 9)).length === 0, 60_000);
  expect(incidents).toHaveLength(REVISED);
  expect(new Set(told().map(({ id }) => id)).size).toBe(REVISED);
  expect(told()).toHaveLength(REVISED);
  const changes = await system.mongo.history.changes({ runId: run._id, limit: 50 });
  expect(changes.every(({ alerts }) => alerts?.length === 1)).toBe(true);
});

test('a run that fails is told once though two rules find it', async () => {
  const [path = ''] = pages.paths;
  pages.refuse(path, 500);
  const source = { kind: 'pages', urls: [pages.site.url(path)] } as const;
  const failing = await system.createJob({ source, fetch: { maxAttempts: 1 } });
  const rule = { when: { kind: 'run-failed' }, createdAt: new Date(0) } as const;
  const { alertRules, incidents } = system.mongo;
  await alertRules.insert(sampleRule('rule_all_fails', rule));
  await alertRules.insert(sampleRule('rule_own_fails', { ...rule, scope: { kind: 'job', jobId: failing } }));
  const before = received.length;
  const run = await system.start(failing);
  expect(await system.ended(run._id)).toMatchObject({ state: 'failed' });
  const told = await eventually(async () => {
    const open = await incidents.list({ workspaceId: 'default', jobId: failing, limit: 9 });
    return open.some((one) => one.told === 1) ? open : null;
  }, 60_000);
  expect(told).toMatchObject([{ ruleId: 'rule_own_fails', alsoBy: [{ ruleId: 'rule_all_fails' }] }]);
  await eventually(() => received.length > before, 30_000);
  expect(received.slice(before)).toHaveLength(1);
});
