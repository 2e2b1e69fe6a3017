// Change rules tried on stored versions, over HTTP and at the command line.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { ChangePreviewView, IgnoreAnswer } from '../../api/schemas/change/change-rule.ts';
import type { Job } from '../../domain/job/job.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import { runCli } from '../cli/harness.ts';
import { sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putJob } from './harness.ts';

let harness: Harness;
let job: Job;
let address: string;

const STILL = Array.from({ length: 12 }, (_, n) => ({
  path: 'main/p',
  text: `A sentence that stays as it is, number ${n}.`,
}));

async function putVersion(
  page: string,
  v: number,
  texts: readonly string[],
  more: Partial<Snapshot> = {},
): Promise<void> {
  const pageId = `${job._id}:${page}`;
  const blocks = [...STILL, ...texts.map((text) => ({ path: 'main/div', text }))];
  const blocksKey = `texts/${page}-${v}`;
  await (harness.ports.blobs as BlobStore).put(blocksKey, brotliCompressSync(writeBlocks(blocks)));
  const snapshot: Snapshot = {
    _id: `${pageId}:${v}:aaaaaaaa`,
    pageId,
    jobId: job._id,
    runId: `run_${v}`,
    at: new Date(T0 + v * 60_000),
    v,
    rawHash: `raw-${page}-${v}`,
    textHash: `text-${page}-${v}`,
    blocksKey,
    bodyKey: `bodies/${page}-${v}`,
    bodyBytes: 1_000,
    title: page,
    pageType: 'other',
    fields: [],
    ...more,
  };
  await harness.ports.history.insertSnapshots([snapshot]);
  const set: Partial<Page> = {
    jobId: job._id,
    urlKey: page,
    url: `https://shop.example/${page}`,
    outbox: [],
  };
  await harness.ports.pages.write([{ id: pageId, expectedV: 0, order: v, set }]);
}

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'completed');
  const watchers = ['seven are looking', 'nine are looking', 'twelve are looking', 'four are looking'];
  for (const [v, watching] of watchers.entries())
    await putVersion('tent', v + 1, [
      `People: ${watching}`,
      v < 3 ? 'The old story of this tent' : 'A wholly new tale begins',
    ]);
  await putVersion('lamp', 1, ['Lamps we have: brass ones']);
  await putVersion('lamp', 2, ['Lamps we have: glass and steel ones']);
  // What differs between the reader of another tool and ours is no change.
  await putVersion('once', 0, ['Known elsewhere'], { from: 'changedetection' });
  await putVersion('once', 1, ['Seen once']);
  address = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const preview = (changes: object, more: object = {}) =>
  harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${job._id}/change-rules/preview`,
    payload: { changes, ...more },
  });

describe('a preview', () => {
  test('tells how often new rules would have spoken instead of the present ones, page by page', async () => {
    const answer = (await preview({ ignoreText: ['are looking'] })).json<Record<string, unknown>>();
    expect(answer).toMatchObject({
      fired: 2,
      firedNow: 4,
      pages: 2,
      versions: 6,
      unread: 0,
      truncated: false,
      summary: 'would have fired 2 times instead of 4',
      changes: { ignoreText: ['are looking'] },
      items: [
        {
          url: 'https://shop.example/tent',
          fired: 1,
          firedNow: 3,
          told: [{ fires: true }, { fires: false }, { fires: false }],
        },
        { url: 'https://shop.example/lamp', fired: 1, firedNow: 1 },
      ],
    });
  });

  test.each([
    [{ triggerText: ['wholly new'] }, 1],
    [{ blockWhilePresent: ['/seven|nine|twelve/'] }, 2],
    [{ minSeverity: 'major' }, 0],
    [{ onlyNumbersBeyondPercent: 50 }, 0],
    [{}, 4],
  ])('%j fires %d times', async (changes, fired) => {
    expect((await preview(changes)).json()).toMatchObject({ fired, firedNow: 4 });
  });

  test('of a job that watches pictures is refused, with what to do', async () => {
    const made = await harness.app.inject({
      method: 'POST',
      url: '/v1/jobs',
      payload: {
        config: {
          source: { kind: 'pages', urls: ['https://shop.example/map'] },
          changes: { watch: 'picture' },
        },
      },
    });
    const { jobId } = made.json<{ jobId: string }>();
    const url = `/v1/jobs/${jobId}/change-rules/preview`;
    const answer = await harness.app.inject({ method: 'POST', url, payload: { changes: {} } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ detail: string }>().detail).toContain(
      'webloom inspect picture before.png after.png',
    );
  });

  test('is bounded, and says so', async () => {
    expect((await preview({}, { pages: 1, versions: 2 })).json()).toMatchObject({
      pages: 1,
      versions: 2,
      truncated: true,
    });
  });

  test('says how many versions it could not read', async () => {
    // Other filters need the stored bodies, which are not kept here.
    const filters = [{ kind: 'keep-lines', containing: ['tale'] }];
    const answer = (await preview({ filters })).json<ChangePreviewView>();
    expect(answer).toMatchObject({ fired: 0, versions: 0, unread: 6, truncated: true });
    expect(answer.summary).toBe(
      'would have fired 0 times instead of 4, but 6 of 6 versions could not be read and are left out',
    );
    const [tent] = answer.items;
    expect(tent).toMatchObject({ versions: 0, unread: 4 });
    expect(tent?.told[0]).toMatchObject({ fires: false, reason: expect.stringContaining('left out') });
    expect(tent?.told[0]?.step).toBeUndefined();
  });

  test('refuses what saving would refuse, at the same place', async () => {
    const answer = await preview({ ignoreText: ['/(/'] });
    expect([answer.statusCode, answer.json<{ errors: unknown }>().errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/config/changes/ignoreText/0', code: 'invalid-pattern' })],
    ]);
  });
});

describe('webloom rules', () => {
  const rules = (...args: string[]) => runCli(['rules', job._id, ...args, '--api', address]);

  test('tries, saves, adds and clears', async () => {
    const tried = await rules('--ignore-text', 'are looking', '--preview');
    expect(tried.out).toContain('would have fired 2 times instead of 4 (6 versions of 2 pages)');
    expect((await harness.ports.jobs.get(job._id))?.config.changes.ignoreText).toEqual([]);

    expect((await rules('--ignore-text', 'are looking', '--save')).err).toContain('Saved as version 2');
    await rules('--ignore-text', 'cookies', '--min-severity', 'notable', '--save');
    expect((await harness.ports.jobs.get(job._id))?.config.changes).toMatchObject({
      ignoreText: ['are looking', 'cookies'],
      minSeverity: 'notable',
    });
    await rules('--clear', '--save');
    const cleared = (await harness.ports.jobs.get(job._id))?.config.changes;
    expect([cleared?.ignoreText, cleared?.minSeverity]).toEqual([[], undefined]);
  });

  test('tells the versions that could not be read as left out, not as quiet', async () => {
    const { out, err } = await rules('--keep-lines', 'tale', '--preview');
    expect(out).toMatch(/unread {2}this version is left out: its body is no longer kept/);
    expect(out).not.toContain('quiet');
    expect(out).toContain('but 6 of 6 versions could not be read');
    expect(err).toContain('Not everything that is stored was looked at.');
  });

  test('prints JSON', async () => {
    expect(JSON.parse((await rules('--json')).out)).toMatchObject({ triggerText: [] });
    expect(JSON.parse((await rules('--trigger-text', 'tale', '--json')).out)).toMatchObject({ fired: 1 });
  });
});

describe('suggestions to ignore a text', () => {
  test('tell for each rule which of the last changes would have been silent', async () => {
    const pageId = `${job._id}:tent`;
    await harness.ports.history.insertChanges(
      [2, 3, 4].map((v) =>
        sampleChange(pageId, v, {
          jobId: job._id,
          state: 'confirmed',
          at: new Date(T0 + v * 60_000),
          toSnapshot: `${pageId}:${v}:aaaaaaaa`,
        }),
      ),
    );
    const answer = await harness.app.inject({
      method: 'POST',
      url: `/v1/changes/${encodeURIComponent(`${pageId}:2`)}/ignore-suggestions`,
      payload: { text: 'are looking', path: 'main/div' },
    });
    const { version } = (await harness.ports.jobs.get(job._id)) ?? {};
    expect(answer.json()).toMatchObject({
      jobId: job._id,
      version,
      suggestions: [
        {
          kind: 'this-text',
          rule: 'are looking',
          changes: { ignoreText: ['are looking'] },
          judged: 3,
          silenced: 2,
          // The fourth version tells a new story beside the watchers.
          items: [{ silenced: false }, { silenced: true }, { silenced: true }],
        },
        // The bodies are not kept here, so nothing can be said of another part of them.
        { kind: 'this-place', rule: 'main div', judged: 0, silenced: 0 },
      ],
    });
  });

  test('need a text where the change has none', async () => {
    const answer = await harness.app.inject({
      method: 'POST',
      url: `/v1/changes/${encodeURIComponent(`${job._id}:tent:2`)}/ignore-suggestions`,
      payload: {},
    });
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      422,
      expect.stringContaining('"text"'),
    ]);
  });

  test('are saved as they stand, once, and against the version they were made for', async () => {
    const url = `/v1/changes/${encodeURIComponent(`${job._id}:tent:2`)}/ignore-suggestions`;
    const payload = { text: "Only 1'234 left" };
    const ask = async () => (await harness.app.inject({ method: 'POST', url, payload })).json<IgnoreAnswer>();
    const { jobId, version, suggestions } = await ask();
    const [, any] = suggestions;
    expect(any?.kind).toBe('any-number');
    const save = () =>
      harness.app.inject({
        method: 'PATCH',
        url: `/v1/jobs/${jobId}`,
        headers: { 'if-match': `"${version}"` },
        payload: { config: { changes: any?.changes } },
      });
    expect((await save()).statusCode).toBe(200);
    const { config } = (await harness.ports.jobs.get(jobId)) ?? {};
    expect(config?.changes.ignoreText.at(-1)).toBe(any?.rule);
    expect((await ask()).suggestions.map(({ kind }) => kind)).toEqual(['this-text']);
    // Somebody else has saved meanwhile: nothing is overwritten.
    expect((await save()).statusCode).toBe(412);
  });
});
