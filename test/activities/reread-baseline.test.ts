// A stored version is read again with today's rules before anything is compared with it.
import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rereadBaseline, type RereadContext } from '../../activities/compare/reread-baseline.ts';
import { createMemoryBlobStore } from '../support/memory/blob-store.ts';
import { NO_FIELDS } from '../../domain/reading/part/field/field-rule.ts';
import type { PageBaseline } from '../../domain/page/page.ts';
import type { PageParser } from '../../domain/run/stage/page-parser.ts';
import { type WatchRules, WHOLE_PAGE } from '../../domain/reading/part/watch-rules.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { samplePage } from '../contracts/sample-documents.ts';
import { parsedRow, SAME_TEXT, visitContext } from '../support/visit-context.ts';
import { decideVisit } from '../../domain/run/visit/decide-visit.ts';

const WATCHED: WatchRules = { ...WHOLE_PAGE, include: ['main'] };
const html = (news: string, clock: string) => `<body><p>${clock}</p><main><p>${news}</p></main></body>`;
const parser: PageParser = {
  parse: async (requests, { watched, wantLinks }) => {
    const rules = { fields: NO_FIELDS, watched, wantLinks };
    return requests.map((request) => readPage(request, rules));
  },
};

async function reread(version: string, rawHash: string, kept?: Uint8Array) {
  const blobs = createMemoryBlobStore();
  const body = html('Old news', '12:00 and counting');
  await blobs.put('bodies/old', kept ?? brotliCompressSync(body));
  const page = samplePage('job', 'kettle');
  const baseline: Partial<PageBaseline> = {
    rawHash: createHash('sha256').update(body).digest('base64url'),
    bodyKey: 'bodies/old',
    extractionVersion: 'v1',
    contentType: 'text/html',
  };
  const known = { ...page, baseline: { ...page.baseline, ...baseline } as PageBaseline };
  const context: RereadContext = {
    ports: { blobs, parser },
    version,
    options: { fields: [], wantLinks: true, watched: WATCHED },
  };
  const now = await parser.parse(
    [{ url: page.url, contentType: 'text/html', body: Buffer.from(html('Old news', '13:00 now')) }],
    context.options,
  );
  const today = now[0]?.ok === true ? now[0].row.textHash : '';
  return { blobs, today, again: await rereadBaseline(context, known, { row: parsedRow(), rawHash }) };
}

describe('a baseline read with other rules', () => {
  it('is read again, so that a new scope is no change of the page', async () => {
    const { again, today, blobs } = await reread('v2', 'other bytes');
    expect(again.readAgain?.textHash).toBe(today);
    expect(await blobs.has(again.readAgain?.blocksKey ?? '')).toBe(true);
    expect(again).not.toHaveProperty('isBaselineLost');
  });

  it('gives way to the page as it is now when its body is damaged or cut off', async () => {
    const whole = brotliCompressSync(html('Old news', '12:00'));
    for (const kept of [Buffer.from('garbage'), whole.subarray(0, whole.length - 5)]) {
      const { again } = await reread('v2', 'other bytes', kept);
      expect(again.readAgain?.textHash).toBe(parsedRow().textHash);
      expect(again.isBaselineLost).toBe(true);
    }
  });

  it('is believed while the rules are those it was read with', async () => {
    expect((await reread('v1', 'other bytes')).again).toEqual({});
  });

  it('becomes what the next comparison is made with', () => {
    const readAgain = { textHash: 'text-again', blocksKey: 'blobs/again', fields: [], lang: 'en' };
    const row = decideVisit(visitContext({ rows: { parse: parsedRow({ readAgain }), change: SAME_TEXT } }));
    expect(row.write?.set.baseline).toMatchObject({ ...readAgain, extractionVersion: 'v2' });
  });
});
