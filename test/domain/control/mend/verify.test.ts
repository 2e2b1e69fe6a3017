// Stored content looked at by a run, and repaired: marked, and the page seen for the first time by the next run.
import { expect, test } from 'vitest';
import type { Mend } from '../../../../domain/mend/mend.ts';
import { linesOf, writeBlocks } from '../../../../domain/page/kept-blocks.ts';
import { textHash } from '../../../../domain/page/text-hash.ts';
import { sampleSnapshot } from '../../../contracts/sample-documents.ts';
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
    async (made) => {
      const { said: _said, ...seen } = await look(made as MendScene);
      return seen;
    },
  );
  expect(whole).toEqual({ isKnown: false, price: 100, mark: 'its text is another one than was stored' });
  for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
});
