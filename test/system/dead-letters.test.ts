// Pages that fail become dead letters, a replay fetches exactly these, and what is killed meanwhile loses none: the monitor
// makes and settles letters, the orchestrator begins and ends the run.
import { connect } from 'amqplib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTopology } from '../../adapters/amqp/topology.ts';
import { planReplay, replayLetters } from '../../domain/upkeep/dead-letter/replay-letters.ts';
import type { DeadLetter, LetterFilter } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const SETTLED_MS = 60_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 9, latencyMs: 50 });
  system = await startSystem({
    services: inject('services'),
    name: 'letters',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

function letters(filter: Omit<LetterFilter, 'workspaceId'> = {}): Promise<DeadLetter[]> {
  return system.mongo.deadLetters.list({ workspaceId: 'default', ...filter }, { after: null, limit: 50 });
}

test('a message that no scraper can read becomes a letter that says what was wrong', async () => {
  const model = await connect(system.amqpUrl);
  const channel = await model.createConfirmChannel();
  const { workQueue, deadQueue } = createTopology(system.namespace);
  channel.sendToQueue(workQueue, Buffer.from('{"v":1,"jobId":"job_1","url":"http://a.test/"}'), {
    messageId: 'broken',
  });
  await channel.waitForConfirms();
  const [letter] = await eventually(async () => {
    const found = await letters({ origins: ['broker'] });
    return found.length > 0 ? found : null;
  }, 20_000);
  expect(letter).toMatchObject({ reason: 'undecodable', jobId: 'job_1', url: 'http://a.test/' });
  expect(letter?.detail).toContain('runId');
  await eventually(async () => (await channel.checkQueue(deadQueue)).messageCount === 0, 20_000);
  await model.close();
});

test('failed pages are replayed alone, once, though monitor and orchestrator are killed', async () => {
  const broken = pages.paths.slice(0, 3);
  for (const path of broken) pages.refuse(path, 500, 1);
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: pages.paths.map((path) => pages.site.url(path)) },
    fetch: { maxAttempts: 1 },
  });
  const run = await system.ended((await system.start(jobId))._id);
  expect(run.totals).toMatchObject({ stored: 6, failed: 3 });
  const open = await eventually(async () => {
    const found = await letters({ jobId, states: ['open'] });
    return found.length === 3 ? found : null;
  }, 20_000);
  expect(open.every(({ times, runId }) => times === 1 && runId === run._id)).toBe(true);

  const before = pages.requests().length;
  const { deadLetters, deliveries } = system.mongo;
  const deliveryEngine = { startDelivery: async () => true };
  const ports = { ...system.ports, deadLetters, deliveries, deliveryEngine };
  const plan = await planReplay(ports, { workspaceId: 'default', jobId });
  const { jobs } = await replayLetters(ports, plan, 'Ann');
  const victims = [system.one('orchestrator'), system.one('monitor')];
  await Promise.all(victims.map((victim) => victim.kill9()));
  const replay = await system.ended(jobs[0]?.runId ?? '', SETTLED_MS);
  expect(replay).toMatchObject({ trigger: 'replay', state: 'completed', startedBy: 'Ann' });
  await eventually(async () => (await letters({ jobId, states: ['settled'] })).length === 3, SETTLED_MS);
  expect(await letters({ jobId, states: ['open', 'replayed'] })).toEqual([]);
  const asked = pages.requests().slice(before);
  expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(broken));
  expect(asked).toHaveLength(3);
});
