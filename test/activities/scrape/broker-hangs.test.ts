// RabbitMQ hangs: it is connected and confirms nothing. What was answered before is handed on within the grace of a stop, and no
// page counts an attempt for it.
import { expect, it } from 'vitest';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { PAGE_LIMITS } from '../../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeRow } from '../../support/visit-context.ts';

const QUICK = 'http://shop.test/quick';
const LATER = 'http://slow.test/later';
const GRACE_MS = 2_000;
const CONFIG = configOf({ fetch: { obeyRobots: false, deadlineMs: 60_000 }, stopGraceMs: GRACE_MS });

/** The broker takes what is for the one host, and then confirms nothing until `thaw` is called. */
function hangFor(scene: DispatchScene): {
  readonly held: () => number;
  readonly thaw: (error?: Error) => void;
} {
  const { broker } = scene.ports;
  const publish = broker.publish.bind(broker);
  const waiting: ((error?: Error) => void)[] = [];
  scene.ports.broker.publish = async (messages) => {
    if (messages.every(({ url }) => url === QUICK)) return publish(messages);
    await new Promise<void>((resolve, reject) => {
      waiting.push((error) => (error === undefined ? resolve() : reject(error)));
    });
    return publish(messages);
  };
  return {
    held: () => waiting.length,
    thaw: (error) => {
      for (const go of waiting.splice(0)) go(error);
    },
  };
}

async function open(): Promise<{ scene: DispatchScene; dispatch: ChunkDispatch }> {
  const scene = createDispatchScene(() => ({ body: 'a page' }), ['shop.test', 'slow.test']);
  const run = sampleRun('run_1', { config: CONFIG, state: 'running', phase: 'crawling', gateSeq: 1 });
  await scene.stores.runs.insert(run);
  const now = Date.now();
  const visits = [QUICK, LATER].map(
    (url) =>
      new WaitingVisit(
        { ...scrapeRow({ url, urlKey: url, attempts: 0 }), dueAt: now, firstDueAt: now },
        'page',
        now,
      ),
  );
  const dispatch = new ChunkDispatch(scene.ports, await toFacts(scene.ports, run, visits), {
    chunkNo: 1,
    visits,
  });
  return { scene, dispatch };
}

it('a stop meanwhile hands on what was answered before, within the grace', async () => {
  const { scene, dispatch } = await open();
  const broker = hangFor(scene);
  const rows = dispatch.run(new AbortController().signal, PAGE_LIMITS);
  await eventually(() => dispatch.answered === 1 && broker.held() > 0);
  // As the database tells it: the message of the gate hangs too.
  const closedAt = performance.now();
  scene.ports.permits.note({ runId: 'run_1', gateSeq: 2, open: false }, 0);
  const ended = await rows;
  expect(performance.now() - closedAt).toBeLessThan(GRACE_MS + 1_500);
  expect(ended.map(({ url, result }) => [url, result])).toEqual([
    [QUICK, 'fetched'],
    [LATER, 'deferred'],
  ]);
  broker.thaw(new Error('gone'));
});

it('a page whose message was not confirmed counts no attempt, however long that takes', async () => {
  const { scene, dispatch } = await open();
  const broker = hangFor(scene);
  const rows = dispatch.run(new AbortController().signal, {
    ...PAGE_LIMITS,
    silenceMs: 600_000,
    showMs: 600_000,
  });
  await eventually(() => broker.held() > 0);
  scene.aheadMs = 5_000;
  await eventually(() => dispatch.answered === 1);
  scene.aheadMs = 90_000;
  broker.thaw();
  const ended = await rows;
  expect(ended.map(({ result, attempts }) => `${result} ${attempts}`)).toEqual(['fetched 0', 'fetched 0']);
});
