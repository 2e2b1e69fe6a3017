import { describe, expect, it } from 'vitest';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import type { Preview } from '../../../../domain/job/preview/preview.ts';
import type { UnderstoodPage } from '../../../../domain/job/preview/understand-page.ts';
import { RecentPreviews } from '../../../../domain/job/preview/recent-previews.ts';

/** A preview without body and text has some hundred bytes of its own. */
const LIMITS = { keptMs: 1_000, most: 3, mostBytes: 20_000 };
const T0 = new Date('2026-01-15T12:00:00Z');

function previewOf(previewId: string, bytes = 0): Preview {
  const url = 'https://shop.example/';
  return {
    previewId,
    workspaceId: 'mine',
    url,
    given: {},
    config: jobConfigSchema.parse({ source: { kind: 'pages', urls: [url] } }),
    at: T0,
    steps: [],
    outcome: 'understood',
    problem: null,
    fetched: null,
    pageSteps: null,
    refusedCalls: [],
    picture: null,
    host: null,
    page: null,
    suggestions: [],
    json: null,
    body: bytes === 0 ? null : { url, contentType: '', body: new Uint8Array(bytes) },
  };
}

function pageOf(text: string): UnderstoodPage {
  return {
    class: { type: 'other', score: 1, wall: false, reasons: [] },
    title: '',
    description: '',
    lang: '',
    canonicalUrl: null,
    offer: null,
    candidates: [],
    product: null,
    article: null,
    fields: [],
    declared: null,
    searched: [],
    links: { total: 0, items: 0, paging: 0, first: [] },
    noise: [],
    blocks: [{ path: 'p', text }],
    lostPart: false,
    isFilteredOut: false,
    misread: null,
  };
}

describe('recent previews', () => {
  it('are there for their workspace alone', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a'), T0);
    expect(previews.get('a', 'mine', T0)?.previewId).toBe('a');
    expect(previews.get('a', 'other', T0)).toBeNull();
  });

  it('are forgotten when their time is over', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a'), T0);
    expect(previews.get('a', 'mine', new Date(T0.getTime() + 999))).not.toBeNull();
    expect(previews.get('a', 'mine', new Date(T0.getTime() + 1_000))).toBeNull();
  });

  it('give way to newer ones when there are too many, the oldest first', () => {
    const previews = new RecentPreviews(LIMITS);
    for (const id of ['a', 'b', 'c', 'd']) previews.put(previewOf(id), T0);
    expect(['a', 'b', 'c', 'd'].filter((id) => previews.get(id, 'mine', T0) !== null)).toEqual([
      'b',
      'c',
      'd',
    ]);
  });

  it('give way when their bodies take too much memory', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a', 15_000), T0);
    previews.put(previewOf('b', 15_000), T0);
    expect(previews.get('a', 'mine', T0)).toBeNull();
    expect(previews.get('b', 'mine', T0)).not.toBeNull();
  });

  it('count the texts that were read beside the bytes', () => {
    const previews = new RecentPreviews(LIMITS);
    const read = pageOf('x'.repeat(7_500));
    previews.put({ ...previewOf('a'), page: read }, T0);
    previews.put({ ...previewOf('b'), page: read }, T0);
    expect(previews.get('a', 'mine', T0)).toBeNull();
    expect(previews.get('b', 'mine', T0)).not.toBeNull();
  });

  it('are counted anew with each state', () => {
    const previews = new RecentPreviews(LIMITS);
    for (let state = 0; state < 5; state += 1) previews.put(previewOf('a', 15_000), T0);
    expect(previews.get('a', 'mine', T0)).not.toBeNull();
  });

  it("finds the one that was begun last of those that are wanted, and no other workspace's", () => {
    const previews = new RecentPreviews(LIMITS);
    for (const preview of [previewOf('a'), previewOf('b', 10), { ...previewOf('c'), workspaceId: 'other' }])
      previews.put(preview, T0);
    const hasNoBody = ({ body }: Preview): boolean => body === null;
    expect(previews.latest('mine', () => true, T0)?.previewId).toBe('b');
    expect(previews.latest('mine', hasNoBody, T0)?.previewId).toBe('a');
    expect(previews.latest('mine', () => true, new Date(T0.getTime() + LIMITS.keptMs))).toBeNull();
  });
});
