// A visit that takes long outlives its chunk: its answer is not lost, and it is not asked for a second time.
import { expect, it } from 'vitest';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { PAGE_LIMITS } from '../../../domain/run/dispatch/chunk-end.ts';
import type { ScrapeAnswer, ScrapeMessage } from '../../../domain/run/dispatch/message.ts';
import type { PackSlice, PictureSlice } from '../../../domain/run/pack-slice.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import type { ScrapeRow } from '../../../domain/run/stage/stage-row.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeRow } from '../../support/visit-context.ts';

const PICTURE: PictureSlice = {
  key: 'runs/run_1/1/pack.picture',
  offset: 0,
  length: 11,
  hash: 'h',
  width: 1_280,
  height: 800,
};
const SERVED = {
  key: 'runs/run_1/1/pack.served',
  offset: 0,
  length: 11,
  url: 'http://slow.test/page',
  hash: 's',
};
const QUICK = 'http://shop.test/quick';
const SLOW = 'http://slow.test/page';
/** As for pages, but a hundred times as fast. */
const LIMITS = { ...PAGE_LIMITS, showMs: 75, graceMs: 10, stallMs: 50, silenceMs: 200 };

function sceneWithSlowHost(): DispatchScene {
  return createDispatchScene(
    ({ url }) => (url === QUICK ? { body: 'quick' } : null),
    ['shop.test', 'slow.test'],
  );
}

async function runChunk(
  scene: DispatchScene,
  chunkNo: number,
  urls: readonly string[],
): Promise<ScrapeRow[]> {
  const run = sampleRun('run_1', { config: configOf({ fetch: { obeyRobots: false } }) });
  const now = Date.now();
  const visits = urls.map(
    (url) =>
      new WaitingVisit(
        { ...scrapeRow({ url, urlKey: url, attempts: 0 }), dueAt: now, firstDueAt: now },
        'page',
        now,
      ),
  );
  const dispatch = new ChunkDispatch(scene.ports, await toFacts(scene.ports, run, visits), {
    chunkNo,
    visits,
  });
  dispatch.queueUp();
  try {
    return await dispatch.run(new AbortController().signal, LIMITS);
  } finally {
    dispatch.abandon();
  }
}

/** The scraper answers the message at last; `beside`: what lies beside the body. */
async function answer(
  scene: DispatchScene,
  message: ScrapeMessage | undefined,
  body: string,
  beside: Pick<ScrapeAnswer, 'picture' | 'served'> = {},
): Promise<void> {
  if (message === undefined) throw new Error('nothing was asked');
  const { runId, chunkNo, urlKey, visit, attempt, kind, url } = message;
  const key = `runs/${runId}/${chunkNo}/pack.late`;
  await scene.ports.blobs.put(key, Buffer.from(body));
  scene.ports.router.route([
    {
      runId,
      chunkNo,
      urlKey,
      visit,
      attempt,
      kind,
      outcome: 'fetched',
      status: 200,
      finalUrl: url,
      retryable: false,
      headers: {},
      wireBytes: 9,
      elapsedMs: 9_000,
      fetchedAt: Date.now(),
      pack: { key, offset: 0, length: Buffer.byteLength(body) },
      ...beside,
    },
  ]);
}

const slowMessages = (scene: DispatchScene): ScrapeMessage[] =>
  scene.published.filter(({ url }) => url === SLOW);

const bodyOf = (scene: DispatchScene, row: ScrapeRow | undefined): Promise<string> =>
  readSlice(scene, row?.pack);

async function readSlice(scene: DispatchScene, slice: PackSlice | undefined): Promise<string> {
  const bytes =
    slice === undefined ? null : await scene.ports.blobs.slice(slice.key, slice.offset, slice.length);
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** The pack to which an answer between two chunks is copied. */
function leftPack(scene: DispatchScene): Promise<string> {
  return eventually(async () => {
    for await (const key of scene.ports.blobs.list('runs/run_1/left/')) return key;
    return null;
  });
}

it('pages that were answered do not wait for one that takes long', async () => {
  const scene = sceneWithSlowHost();
  const rows = await runChunk(scene, 1, [QUICK, SLOW]);
  expect(rows.map(({ result, reason }) => [result, reason])).toEqual([
    ['fetched', undefined],
    ['deferred', 'host-wait'],
  ]);
  expect(rows[1]?.detail).toBe('an answer of its host, which takes long');
});

it('an answer between two chunks is kept with its body, though the files of the first are gone', async () => {
  const scene = sceneWithSlowHost();
  await runChunk(scene, 1, [QUICK, SLOW]);
  await scene.ports.blobs.put(PICTURE.key, Buffer.from('its picture'));
  await answer(scene, slowMessages(scene)[0], 'slow', { picture: PICTURE });
  await leftPack(scene);
  await scene.ports.blobs.delete(['runs/run_1/1/pack.late', PICTURE.key]);
  const [row] = await runChunk(scene, 2, [SLOW]);
  expect(row?.result).toBe('fetched');
  expect(await bodyOf(scene, row)).toBe('slow');
  expect(await readSlice(scene, row?.picture)).toBe('its picture');
  expect(slowMessages(scene)).toHaveLength(1);
});

it('what the server sent is kept with an answer between two chunks, or said to be gone', async () => {
  for (const isThere of [true, false]) {
    const scene = sceneWithSlowHost();
    await runChunk(scene, 1, [QUICK, SLOW]);
    if (isThere) await scene.ports.blobs.put(SERVED.key, Buffer.from('it was sent'));
    await answer(scene, slowMessages(scene)[0], 'slow', { served: SERVED });
    await leftPack(scene);
    const [row] = await runChunk(scene, 2, [SLOW]);
    expect(await bodyOf(scene, row)).toBe('slow');
    const text = row?.served === undefined ? undefined : await readSlice(scene, row.served);
    const lost = 'it was gone before it could be kept';
    expect([text, row?.servedFault]).toEqual(isThere ? ['it was sent', undefined] : [undefined, lost]);
  }
});

it('an answer whose picture is gone says so, so that its page gets another look', async () => {
  const scene = sceneWithSlowHost();
  await runChunk(scene, 1, [QUICK, SLOW]);
  await answer(scene, slowMessages(scene)[0], 'slow', { picture: PICTURE });
  await leftPack(scene);
  const [row] = await runChunk(scene, 2, [SLOW]);
  expect(await bodyOf(scene, row)).toBe('slow');
  expect([row?.picture, row?.pictureFault]).toEqual([undefined, 'it was gone before it could be kept']);
});

it('an answer that comes while the next chunk waits for it is taken there', async () => {
  const scene = sceneWithSlowHost();
  await runChunk(scene, 1, [QUICK, SLOW]);
  const next = runChunk(scene, 2, [SLOW]);
  await answer(scene, slowMessages(scene)[0], 'slow');
  expect((await next)[0]?.result).toBe('fetched');
  expect(slowMessages(scene)).toHaveLength(1);
});

it('counts as in flight at its host until it is answered, whatever chunk has it', async () => {
  const scene = sceneWithSlowHost();
  const inFlight = async (): Promise<number> =>
    (await scene.ports.hostCache.view('slow.test', Date.now())).inFlight.get('run_1') ?? 0;
  await runChunk(scene, 1, [QUICK, SLOW]);
  expect(await inFlight()).toBe(1);
  await runChunk(scene, 2, [SLOW]);
  expect(await inFlight()).toBe(1);
  await answer(scene, slowMessages(scene)[0], 'slow');
  expect(await inFlight()).toBe(0);
});

it('is an attempt like any other when no answer comes at all', async () => {
  const scene = sceneWithSlowHost();
  await runChunk(scene, 1, [QUICK, SLOW]);
  scene.aheadMs = 60_000;
  const [row] = await runChunk(scene, 2, [SLOW]);
  expect(row).toMatchObject({ result: 'deferred', attempts: 1 });
});
