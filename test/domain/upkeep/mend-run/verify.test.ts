// Stored content looked at by a run, and repaired: marked, and the page seen for the first time by the next run.
import { describe, expect, test } from 'vitest';
import type { Mend } from '../../../../domain/run/mend.ts';
import { linesOf, writeBlocks } from '../../../../domain/page/kept-blocks.ts';
import { textHash } from '../../../../domain/reading/page/text-hash.ts';
import { mendOn } from '../../../../domain/upkeep/mend-run/mend-on.ts';
import { startMend } from '../../../../domain/upkeep/mend-run/start-mend.ts';
import { minutesLater, sampleSnapshot } from '../../../contracts/sample-documents.ts';
import { withEveryCut } from '../../../support/control-scene.ts';
import { createMendScene, mendNow, type MendScene, PAGE } from '../../../support/mend-scene.ts';

const LOOK: Mend = { kind: 'verify', repair: false, by: 'ada', why: '' };
const REPAIR: Mend = { ...LOOK, repair: true };
const ULID = '01JZ0000000000000000000001';
const BLOCKS = [{ path: 'p', text: 'It boils.' }];

/** One good version with its content; those of the scene have none. */
async function scene(isWhole: boolean): Promise<MendScene> {
  const made = await createMendScene();
  const sha256 = (data: string): string => made.ports.hasher.sha256(data);
  const content = { bodyKey: 'body', blocksKey: 'text' };
  const hashes = { rawHash: sha256('<p>It boils.</p>'), textHash: textHash(linesOf(BLOCKS), sha256) };
  const good = sampleSnapshot(PAGE, 3, { ...content, ...hashes, at: new Date('2026-04-01') });
  await made.stores.history.insertSnapshots([good]);
  const page = (await made.stores.pages.getMany([PAGE])).get(PAGE);
  const baseline = page?.baseline && { ...page.baseline, ...content, ...hashes, snapshotId: good._id };
  await made.stores.pages.write([
    { id: PAGE, expectedV: 2, order: 22, set: { ...(baseline && { baseline }) } },
  ]);
  const marks = [1, 2].map((v) => ({ id: `${PAGE}:${v}:0a1b2c3d`, why: 'found before' }));
  await made.stores.history.markUnreadable(marks);
  made.bodies.set('body', Buffer.from('<p>It boils.</p>'));
  made.bodies.set('text', Buffer.from(isWhole ? writeBlocks(BLOCKS) : 'garbage'));
  return made;
}

async function look(made: MendScene, runId = `run_${ULID}`) {
  const page = (await made.stores.pages.getMany([PAGE])).get(PAGE);
  return {
    said: (await made.stores.runs.get(runId))?.endingReason?.detail,
    isKnown: page?.baseline !== undefined,
    price: page?.price?.minor,
    mark: (await made.stores.history.snapshot(`${PAGE}:3:0a1b2c3d`))?.unreadable,
  };
}

test('what is whole is said to be', async () => {
  const made = await scene(true);
  await mendNow(made, REPAIR, ULID);
  expect(await look(made)).toEqual({
    said: '1 page looked at: all that is stored can be read.',
    isKnown: true,
    price: 100,
    mark: undefined,
  });
});

test('a look alone changes nothing', async () => {
  const made = await scene(false);
  const runId = await mendNow(made, LOOK, ULID);
  expect(await look(made)).toMatchObject({ isKnown: true, mark: undefined });
  expect((await look(made)).said).toBe('1 page looked at: 1 version can not be read. 1 page not repaired.');
  const [record] = await made.stores.rollbacks.list(runId, { after: null, limit: 9 });
  expect(record).toMatchObject({
    isChanged: false,
    why: expect.stringContaining('another one than was stored'),
  });
});

test('a repair marks the version and keeps the price, whenever the power is cut', async () => {
  const { whole, cut } = await withEveryCut(
    () => scene(false),
    (made) => mendNow(made as MendScene, REPAIR, ULID),
    (made) => look(made as MendScene),
  );
  expect(whole).toEqual({
    said: '1 page looked at: 1 version can not be read. 1 page marked; the next run stores them anew.',
    isKnown: false,
    price: 100,
    mark: 'its text is another one than was stored',
  });
  for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
});

/** A RIFF file as long as it says to be. */
function webp(): Buffer {
  const bytes = Buffer.from('RIFF\0\0\0\0WEBPVP8L and what is painted');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
}

const SENT = '<div id="app"></div>';

/** The version has a picture and what the server sent, and the page has a picture of its last look. */
async function withPictures(kept: { picture?: Buffer; served?: string; last?: Buffer }): Promise<MendScene> {
  const made = await scene(true);
  const picture = { key: 'archives/a/0.png', width: 9, height: 9 };
  const served = {
    key: `blobs/${made.ports.hasher.sha256(SENT)}`,
    bytes: SENT.length,
    url: 'http://shop.test/a',
  };
  const [version] = await made.stores.history.snapshots({ pageId: PAGE, limit: 1 });
  const snapshotId = version?._id ?? '';
  await made.stores.history.putPictures([{ snapshotId, picture }]);
  await made.stores.history.putServed([{ snapshotId, served }]);
  const page = (await made.stores.pages.getMany([PAGE])).get(PAGE);
  const lastPicture = { ...picture, key: 'archives/b/0.png', at: 1 };
  const baseline = page?.baseline && { ...page.baseline, picture, served };
  const set = { lastPicture, ...(baseline && { baseline }) };
  await made.stores.pages.write([{ id: PAGE, expectedV: page?.v ?? 0, order: 23, set }]);
  for (const [key, bytes] of [
    [picture.key, kept.picture],
    [served.key, kept.served === undefined ? undefined : Buffer.from(kept.served)],
    [lastPicture.key, kept.last],
  ] as const)
    if (bytes !== undefined) made.bodies.set(key, bytes);
  return made;
}

async function lookBeside(made: MendScene, runId = `run_${ULID}`) {
  const page = (await made.stores.pages.getMany([PAGE])).get(PAGE);
  const version = await made.stores.history.snapshot(`${PAGE}:3:0a1b2c3d`);
  const has = (from: object | null | undefined): string[] =>
    ['picture', 'served'].filter((name) => name in (from ?? {}));
  const [record] = await made.stores.rollbacks.list(runId, { after: null, limit: 9 });
  return {
    page: has(page?.baseline),
    version: has(version),
    mark: version?.unreadable,
    hasLast: page?.lastPicture !== undefined,
    why: record?.why,
  };
}

describe('what is kept beside the text', () => {
  const ALL = { page: ['picture', 'served'], version: ['picture', 'served'], mark: undefined, hasLast: true };

  test('is left alone when it is whole', async () => {
    const made = await withPictures({ picture: webp(), served: SENT, last: webp() });
    await mendNow(made, REPAIR, ULID);
    expect(await lookBeside(made)).toEqual({ ...ALL, why: undefined });
  });

  test('is told of by a look alone, which changes nothing', async () => {
    const made = await withPictures({ served: 'another', last: webp() });
    await mendNow(made, LOOK, ULID);
    expect(await lookBeside(made)).toEqual({
      ...ALL,
      why: 'version 3: its picture is missing, what the server sent of it is another one than was stored',
    });
  });

  test.each([
    ['cut off', webp().subarray(0, 20)],
    ['longer than it says', Buffer.concat([webp(), webp()])],
    ['no picture', Buffer.from('garbage that is long enough')],
  ])(
    'a picture that is %s is taken off the version and the page, which stay readable',
    async (_, picture) => {
      const made = await withPictures({ picture, served: SENT, last: webp() });
      await mendNow(made, REPAIR, ULID);
      expect(await lookBeside(made)).toEqual({
        ...ALL,
        page: ['served'],
        version: ['served'],
        why: 'version 3: its picture is damaged',
      });
      expect(await look(made)).toMatchObject({ isKnown: true, price: 100, mark: undefined });
    },
  );

  test('goes whenever the power is cut, that of the last look too', async () => {
    const { whole, cut } = await withEveryCut(
      () => withPictures({ picture: webp() }),
      (made) => mendNow(made as MendScene, REPAIR, ULID),
      (made) => lookBeside(made as MendScene),
    );
    expect(whole).toEqual({
      page: ['picture'],
      version: ['picture'],
      mark: undefined,
      hasLast: false,
      why: 'the picture of the last look can not be read; version 3: what the server sent of it is missing',
    });
    for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
  });
});

const MANY = 500;

/** The page has many more versions; of the oldest the body is not the one that was stored. */
async function manyVersions(): Promise<MendScene> {
  const made = await scene(true);
  const good = await made.stores.history.snapshot(`${PAGE}:3:0a1b2c3d`);
  made.bodies.set('damaged', Buffer.from('rotten'));
  const versions = Array.from({ length: MANY }, (_, index) =>
    sampleSnapshot(PAGE, 10 + index, {
      ...good,
      _id: `${PAGE}:${10 + index}:0a1b2c3d`,
      v: 10 + index,
      at: minutesLater(index - 5_000),
      ...(index === 0 ? { bodyKey: 'damaged' } : {}),
    }),
  );
  await made.stores.history.insertSnapshots(versions);
  return made;
}

test('the oldest of five hundred versions is looked at, too', async () => {
  const made = await manyVersions();
  const runId = await mendNow(made, REPAIR, ULID);
  const oldest = await made.stores.history.snapshot(`${PAGE}:10:0a1b2c3d`);
  expect(oldest?.unreadable).toBe('its body is another one than was stored');
  const [record] = await made.stores.rollbacks.list(runId, { after: null, limit: 9 });
  expect(record?.snapshotIds).toEqual([`${PAGE}:10:0a1b2c3d`]);
  expect((await look(made)).isKnown).toBe(true);
});

test('a run that is paused in the middle of a page looks at that page from its beginning', async () => {
  const made = await manyVersions();
  const { run } = await startMend(made.ports, 'job', REPAIR, ULID);
  const stop = new AbortController();
  let reads = 0;
  const stopping = {
    ...made.mending,
    readBody: async (key: string) => {
      if (++reads === MANY) stop.abort();
      return made.mending.readBody(key);
    },
  };
  expect(await mendOn(stopping, { runId: run._id }, stop.signal)).toEqual({ gateClosed: true });
  expect(reads).toBeLessThan(MANY * 2);
  await mendNow(made, REPAIR, ULID);
  expect((await made.stores.history.snapshot(`${PAGE}:10:0a1b2c3d`))?.unreadable).toBeDefined();
});
