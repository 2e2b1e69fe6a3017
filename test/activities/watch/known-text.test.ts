// A page of which another tool knew a text, look by look through the real stages: its first look is a first one, whatever the text.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { keepKnownText } from '../../../domain/upkeep/import/known-text/keep-known-text.ts';
import { urlKey } from '../../../domain/web/url/key.ts';
import { compressContent } from '../../../activities/compress-content.ts';
import { parser } from '../../support/unthreaded-reading.ts';
import { createWatchCourse, WATCHED_URL, type WatchCourse } from '../../support/watch-course.ts';

type Changes = Parameters<typeof createWatchCourse>[0];

const AT = new Date('2025-11-20T08:00:00Z');
const KEY = urlKey(WATCHED_URL, (text) => createHash('sha256').update(text).digest());
const ID = `watched:${KEY}`;

async function courseWith(text: string, changes: Changes = {}): Promise<WatchCourse> {
  const course = await createWatchCourse(changes);
  const { stores, ports } = course.scene;
  const kept = await keepKnownText(
    {
      pages: stores.pages,
      history: stores.history,
      blobs: ports.blobs,
      parser,
      hasher,
      ids: createIds(),
      compress: async (bytes) => compressContent(bytes),
    },
    { jobId: 'watched', urlKey: KEY, url: WATCHED_URL, text: { from: 'changedetection', at: AT, text } },
  );
  expect(kept).toBeNull();
  return course;
}

const page = (news: string): string =>
  `<title>Harbour</title><nav>Home · Ships</nav><main><h1>Harbour</h1><p>${news}</p><p class="x">At sea.</p></main>`;
const OTHER =
  /changedetection\.io knew another text of 2025-11-20; what differs between two readers is not told/;

describe('the first look at a page that another tool knew', () => {
  it.each<[string, Changes]>([
    ['of the whole page', {}],
    ['of a part that a plain text does not have', { scope: { include: ['main p'] } }],
    ['whose source is compared', { compare: 'source' }],
    ['with filters', { filters: [{ kind: 'keep-lines', containing: ['open'] }] }],
    ['that waits for a second look at what changed', { confirm: true }],
    ['that wants new lines alone', { newLinesOnly: true }],
    ['that is compared with earlier versions', { comparedVersions: 3 }],
    ['with every difference', { noise: 'none' }],
  ])('tells nothing and says why: %s', async (_what, changes) => {
    const course = await courseWith('Harbour\nThe harbour is shut.', changes);
    const first = await course.look(page('The harbour is open.'));
    expect([first.told, first.row.outcome, first.row.reason], first.said).toEqual([
      false,
      'stored',
      'first-visit',
    ]);
    expect(first.said).toMatch(OTHER);
    const second = await course.look(page('The harbour is open.'));
    expect([second.told, second.row.outcome], second.said).toEqual([false, 'unchanged']);
    const third = await course.look({
      body: page('The harbour is open, and boats are for hire.'),
    });
    expect(third.told, third.said).toBe(true);
  });

  it('says that the words are the same, however the other tool broke its lines', async () => {
    const course = await courseWith('Home\n· Ships\n\nHarbour\n  The harbour is\n  open.\nAt sea.');
    const { told, said } = await course.look(page('The harbour is open.'));
    expect([told, said]).toEqual([
      false,
      expect.stringContaining('the words are those that changedetection.io knew on 2025-11-20'),
    ]);
  });

  it('keeps both versions, the other one with its time and its tool', async () => {
    const course = await courseWith('Harbour\nThe harbour is shut.');
    await course.look(page('The harbour is open.'));
    const versions = await course.scene.stores.history.snapshots({ pageId: ID, limit: 9 });
    expect(versions.map(({ from, at, v, runId }) => [from, from && at, v, runId === ''])).toEqual([
      [undefined, undefined, 2, false],
      ['changedetection', AT, 1, true],
    ]);
    const stored = (await course.scene.stores.pages.getMany([ID])).get(ID);
    expect(stored).toMatchObject({ checks: 1, firstSeenAt: AT, baseline: { snapshotId: versions[0]?._id } });
  });

  it('is still to come after a look that could not be judged', async () => {
    const course = await courseWith('Harbour');
    const { told, row } = await course.look({ body: '' });
    expect([told, row.outcome]).toEqual([false, 'failed']);
    const after = await course.look(page('The harbour is open.'));
    expect([after.told, after.row.reason]).toEqual([false, 'first-visit']);
  });

  it('goes on without the text once that is no longer kept', async () => {
    const course = await courseWith('Harbour');
    const { known } = (await course.scene.stores.pages.getMany([ID])).get(ID) ?? {};
    const archive = known?.blocksKey.split('/').slice(0, 2).join('/') ?? '';
    await course.scene.ports.blobs.delete([archive]);
    const { told, said } = await course.look(page('The harbour is open.'));
    expect([told, said]).toEqual([false, expect.stringContaining('which is no longer kept')]);
  });
});
