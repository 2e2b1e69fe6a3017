// Alerts about Webloom itself and what follows when nobody is at it, on real services and processes: a broker that the monitor
// loses is told once, and so is its return; a failed run that nobody acknowledges pauses its job.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ChannelSettings } from '../../domain/alert/channel/schema.ts';
import { newSigningKey } from '../../domain/alert/channel/signature.ts';
import { sampleChannel } from '../contracts/alert-stores.ts';
import { sampleRule } from '../contracts/sample-alerts.ts';
import { eventually } from '../support/eventually.ts';
import { type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const WITHIN_MS = 90_000;
/** Six seconds, so that the second look that misses the broker tells it. */
const MOMENT_MINUTES = 0.1;

interface Received {
  readonly type: string;
  readonly title: string;
  readonly lines: readonly string[];
}

let site: Site;
let broker: TcpProxy;
let system: System;
const received: Received[] = [];

function take(body: string): void {
  const { type, data }: { type: string; data: Omit<Received, 'type'> } = JSON.parse(body);
  received.push({ ...data, type });
}

beforeAll(async () => {
  site = await startSite({
    '/hook': (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        take(body);
        response.writeHead(204).end();
      });
    },
    '/down': (_request, response) => response.writeHead(503).end(),
  });
  const services = inject('services');
  const url = new URL(services.amqpUrl);
  broker = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(broker.port);
  system = await startSystem({
    services,
    name: 'escalation',
    ownHosts: [`${site.host}:${site.port}`],
    processes: { orchestrator: 1, dispatcher: 1, pipeline: 1, scraper: 1, monitor: 1 },
    // The monitor alone loses the broker: no other test is held up.
    envOf: (role) => (role === 'monitor' ? { RABBITMQ_URL: url.href } : {}),
  });
  const { alertRules, channels } = system.mongo;
  for (const { _id } of await alertRules.list('default')) await alertRules.remove('default', _id);
  const key = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));
  const settings: ChannelSettings = { kind: 'webhook', url: site.url('/hook'), headers: [] };
  await channels.insert(sampleChannel('chn_hook', { settings, signing: { secret: key, former: null } }));
});

afterAll(async () => {
  broker?.restore();
  await system?.close();
  await broker?.close();
  await site?.close();
});

const told = (): string[] => received.map(({ type, title }) => `${type}: ${title}`);
const BEGIN = 'alert.begin: Not well: RabbitMQ';
const END = 'alert.end: Over: Not well: RabbitMQ';

test('a broker that is lost is told once, and its return once', async () => {
  const when = { kind: 'health', parts: ['broker'], afterMinutes: MOMENT_MINUTES } as const;
  await system.mongo.alertRules.insert(sampleRule('rule_health', { name: 'Health', when }));
  await eventually(async () => {
    const look = await system.mongo.health.get();
    return look?.parts.some(({ id, state }) => id === 'broker' && state === 'ok') ?? false;
  }, WITHIN_MS);
  broker.sever();
  await eventually(() => told().includes(BEGIN), WITHIN_MS);
  broker.restore();
  await eventually(() => told().includes(END), WITHIN_MS);
  expect(told()).toEqual([BEGIN, END]);
  // That it was told is written down after the message went out.
  const incident = await eventually(async () => {
    const [found] = await system.mongo.incidents.list({ workspaceId: 'default', limit: 9 });
    return found !== undefined && (found.told ?? 0) >= 2 ? found : null;
  }, WITHIN_MS);
  expect(incident).toMatchObject({ kind: 'health', state: 'resolved', told: 2 });
});

test('a failed run that nobody acknowledges pauses its job, as the rule and in the audit', async () => {
  const steps = [{ afterMinutes: MOMENT_MINUTES, action: 'pause-job' }] as const;
  const rule = { name: 'Failures', when: { kind: 'run-failed' }, steps, createdAt: new Date(0) } as const;
  await system.mongo.alertRules.insert(sampleRule('rule_failed', rule));
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [site.url('/down')] },
    giveUpAfterMs: 2_000,
    schedule: { kind: 'interval', everyMs: 86_400_000 },
    fetch: { obeyRobots: false },
  });
  const before = received.length;
  const run = await system.ended((await system.start(jobId))._id);
  expect(run.state).toBe('failed');
  await eventually(() => received.slice(before).some(({ type }) => type === 'alert.escalation'), WITHIN_MS);
  expect(received.slice(before)).toMatchObject([
    { type: 'alert.begin', title: 'a test failed' },
    { type: 'alert.escalation', title: 'a test is paused. a test failed' },
  ]);
  expect((await system.mongo.jobs.get(jobId))?.state).toBe('paused');
  const [entry] = await system.mongo.audit.list({ workspaceId: 'default', subjectId: jobId, limit: 9 });
  expect(entry).toMatchObject({ actor: 'alert rule Failures', action: 'pauseJob', result: 'done' });
});
